/** The longest interval a timer can have. */
const LONG = 2 ** 31 - 1;

let held = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Waiting for a callback of C, or for an event that the process itself raises, does not keep a process alive. This does,
 * until as many releases as holds.
 */
export function holdProcess(): void {
  held += 1;
  timer ??= setInterval(() => {}, LONG);
}

export function releaseProcess(): void {
  held -= 1;
  if (held > 0) return;
  clearInterval(timer);
  timer = undefined;
}
