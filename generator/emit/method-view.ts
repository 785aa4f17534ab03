import type { PlannedMethod, PlannedParameter } from '../plan/planned.js';
import { describe, docComment, elementNotes, nameNote, valuesNote } from './doc-comment.js';
import { mi } from './door.js';
import { collectedType, inputType, outputType, streamedItemType } from './type-text.js';
import { quote } from './typescript-literal.js';
import type { InterfaceView, MethodView } from './view-model.js';

export function methodView(method: PlannedMethod): MethodView {
  const { member, isStatic, result, takesNoArguments, mayLeaveArgumentsOut } = method;
  const target = isStatic ? `${mi.invokeStatic}(this, session` : `${mi.invoke}(this`;
  const args = takesNoArguments || mayLeaveArgumentsOut ? '...args' : 'args, options';
  const notes = method.name === member ? [] : [nameNote('method', method.name)];
  if (result !== null && result.unnamed.length > 0) notes.push(valuesNote('Values of ReturnValue', result.unnamed));
  return {
    doc: docComment(describe(method.qualifiers, notes), '  '),
    signature: `${modifiers(method)}${member}(${parameterList(method)}): ${returnType(method)}`,
    call: `${target}, ${quote(method.name)}, ${args})`,
  };
}

function modifiers({ isStatic, overridden, owner, member }: PlannedMethod): string {
  const hidden = isStatic ? owner.detached?.statics : owner.detached?.members;
  const isOverride = overridden !== null && hidden?.has(member) !== true;
  return `${isStatic ? 'static ' : ''}${isOverride ? 'override ' : ''}`;
}

function parameterList(method: PlannedMethod): string {
  const session = method.isStatic ? `session: ${mi.Session}, ` : '';
  if (method.takesNoArguments) return `${session}...args: ${mi.OptionsFirst}`;
  if (method.mayLeaveArgumentsOut) {
    return `${session}...args: ${mi.OptionsFirst} | [args?: ${method.inName}, options?: ${mi.InvokeOptions}]`;
  }
  const isNeeded = method.parameters.some(({ isIn, required }) => isIn && required);
  // Where a subclass drops all in-parameters, its argument must still accept those of the superclass.
  return `${session}args${isNeeded ? '' : '?'}: ${method.inName ?? '{}'}, options?: ${mi.InvokeOptions}`;
}

function returnType({ outName, result, streamsName }: PlannedMethod): string {
  const returned = result === null ? '{}' : `${mi.Returns}<${outputType(result)}>`;
  const streams = streamsName === null ? '' : `, ${streamsName}`;
  return `${mi.Invocation}<${outName ?? returned}${streams}>`;
}

/** The interfaces of a method's parameters, which are declared beside the class. */
export function interfaceViews(method: PlannedMethod): InterfaceView[] {
  const { inName, outName, streamsName, parameters, result, name, owner } = method;
  const subject = `\`${owner.source.name}.${name}\``;
  const views: InterfaceView[] = [];
  const add = (identifier: string | null, doc: string, members: readonly string[]) => {
    if (identifier !== null) views.push({ doc: docComment([doc], ''), identifier, members: members.join('') });
  };
  add(inName, `In-parameters of ${subject}.`, parameters.filter(({ isIn }) => isIn).map(inMember));
  const outs = parameters.filter(({ isOut }) => isOut).map(outMember);
  if (result !== null) outs.push(`  readonly ReturnValue: ${outputType(result)} | null;\n`);
  add(outName, `Results of ${subject}.`, outs);
  add(streamsName, `Items that ${subject} streams.`, parameters.filter(({ stream }) => stream).map(streamMember));
  return views;
}

function inMember(parameter: PlannedParameter): string {
  const { member, required } = parameter;
  const type = inputType(parameter);
  const rest = required ? `: ${type}` : `?: ${type} | null | undefined`;
  return `${parameterDoc(parameter)}  readonly ${member}${rest};\n`;
}

/** A streamed parameter is in the outcome only when it was not read item by item. */
function outMember(parameter: PlannedParameter): string {
  const { member, required, stream } = parameter;
  const [mark, type] = stream ? ['?:', collectedType(parameter)] : [':', outputType(parameter)];
  return `${parameterDoc(parameter)}  readonly ${member}${mark} ${type}${required ? '' : ' | null'};\n`;
}

function streamMember(parameter: PlannedParameter): string {
  return `  readonly ${parameter.member}: ${streamedItemType(parameter)};\n`;
}

function parameterDoc(parameter: PlannedParameter): string {
  const { declaration, qualifiers } = parameter;
  return docComment(describe(qualifiers, elementNotes('parameter', parameter), declaration), '  ');
}
