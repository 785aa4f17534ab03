import type { PlannedMethod, PlannedParameter } from '../plan/planned.js';
import { bytesNote, describe, docComment, nameNote, valuesNote } from './doc-comment.js';
import { mi } from './door.js';
import { collectedType, inputType, outputType, streamedItemType } from './type-text.js';
import { quote } from './typescript-literal.js';
import type { InterfaceView, MemberView, MethodView } from './view-model.js';

export function methodView(method: PlannedMethod): MethodView {
  const { member, isStatic, result, takesNoArguments, mayLeaveArgumentsOut } = method;
  const target = isStatic ? `${mi.invokeStatic}(this, session` : `${mi.invoke}(this`;
  const args = takesNoArguments || mayLeaveArgumentsOut ? '...args' : 'args, options';
  const notes = [
    ...nameNote('method', method.name, member),
    ...(result === null ? [] : valuesNote(result, 'Values of ReturnValue')),
  ];
  return {
    doc: docComment(describe(method, notes), '  '),
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
  const add = (identifier: string | null, doc: string, members: readonly MemberView[]) => {
    if (identifier !== null) views.push({ doc: docComment([doc], ''), identifier, members });
  };
  add(inName, `In-parameters of ${subject}.`, parameters.filter(({ isIn }) => isIn).map(inMember));
  const outs = parameters.filter(({ isOut }) => isOut).map(outMember);
  if (result !== null) outs.push({ doc: [], text: `readonly ReturnValue: ${outputType(result)} | null` });
  add(outName, `Results of ${subject}.`, outs);
  add(streamsName, `Items that ${subject} streams.`, parameters.filter(({ stream }) => stream).map(streamMember));
  return views;
}

function inMember(parameter: PlannedParameter): MemberView {
  const { member, required } = parameter;
  const type = inputType(parameter);
  return {
    doc: parameterDoc(parameter),
    text: `readonly ${member}${required ? `: ${type}` : `?: ${type} | null | undefined`}`,
  };
}

/** A streamed parameter is in the outcome only when it was not read item by item. */
function outMember(parameter: PlannedParameter): MemberView {
  const { member, required, stream } = parameter;
  const [mark, type] = stream ? ['?:', collectedType(parameter)] : [':', outputType(parameter)];
  return { doc: parameterDoc(parameter), text: `readonly ${member}${mark} ${type}${required ? '' : ' | null'}` };
}

function streamMember(parameter: PlannedParameter): MemberView {
  return { doc: [], text: `readonly ${parameter.member}: ${streamedItemType(parameter)}` };
}

function parameterDoc(parameter: PlannedParameter): string[] {
  const notes = [
    ...nameNote('parameter', parameter.name, parameter.member),
    ...bytesNote(parameter),
    ...valuesNote(parameter),
  ];
  return docComment(describe(parameter, notes), '  ');
}
