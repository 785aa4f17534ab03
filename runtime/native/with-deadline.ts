import { MiError } from '../errors.js';

/** @throws MiError when the promise is not settled after so many milliseconds. */
export async function withDeadline<T>(promise: Promise<T>, milliseconds: number, subject: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MiError('FAILED', `${subject} has not returned after ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
