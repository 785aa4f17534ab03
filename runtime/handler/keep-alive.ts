/** The longest interval that a timer can have, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

let holds = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Keeps the process alive until {@link releaseProcess} has been called as often as this. For operations that wait for a
 * callback of C, or for an event that the process itself raises: neither keeps a process alive.
 */
export function holdProcess(): void {
  holds += 1;
  timer ??= setInterval(() => {}, LONGEST);
}

/** Ends one hold of {@link holdProcess}. */
export function releaseProcess(): void {
  holds -= 1;
  if (holds > 0) return;
  clearInterval(timer);
  timer = undefined;
}
