/** How many functions of this package may stand between the place of an error and the line that called it. */
const OWN_FRAMES = 20;

/**
 * Gives an error, or another object, the stack of the present moment. It shows as many functions of the program as
 * always, beside those of this package.
 * @param above the function that the stack begins above.
 */
export function captureStack(holder: object, above?: Parameters<typeof Error.captureStackTrace>[1]): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackTraceLimit + OWN_FRAMES;
  Error.captureStackTrace(holder, above);
  Error.stackTraceLimit = stackTraceLimit;
}

/**
 * The functions that wait for the one that calls this, as a stack shows them: `    at async main (app.js:5:3)`.
 * @param above the function that asks.
 */
export function waitingFrames(above: Parameters<typeof Error.captureStackTrace>[1]): readonly string[] {
  const here: { readonly stack?: unknown } = {};
  captureStack(here, above);
  if (typeof here.stack !== 'string') return [];
  return here.stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('processTicksAndRejections'));
}
