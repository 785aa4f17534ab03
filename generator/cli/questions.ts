import { createInterface, type Interface } from 'node:readline/promises';
import { DiagnosticError, failure, visibleLine } from '../diagnostics/index.js';
import { type Streams, UsageError } from './command.js';
import { styleFor } from './style.js';

/** A question whose answer is one line. */
export interface Question<Answer> {
  readonly text: string;
  /** What may be answered, one a line. */
  readonly hints: readonly string[];
  /** What an empty line stands for. */
  readonly usual: string;
  /** @throws DiagnosticError with the reason why this is no answer */
  read(line: string): Answer | Promise<Answer>;
}

/** Who answers questions. */
export interface Answers {
  ask<Answer>(question: Question<Answer>): Promise<Answer>;
  close(): void;
}

/** Answers each question as an empty line does. */
export const USUAL_ANSWERS: Answers = {
  ask: async ({ usual, read }) => await read(usual),
  close() {},
};

/** Answers of the user, who is asked on the terminal. */
export class TerminalAnswers implements Answers {
  readonly #stderr: NodeJS.WriteStream;
  readonly #terminal: Interface;
  /** Lines that were typed before their question are kept. */
  readonly #lines: AsyncIterator<string>;

  /** @throws UsageError where there is no terminal */
  constructor({ stderr }: Pick<Streams, 'stderr'>) {
    const { stdin } = process;
    if (!stdin.isTTY || !stderr.isTTY) {
      throw new UsageError('there is no terminal to ask questions on: take the defaults with --yes');
    }
    this.#stderr = stderr;
    this.#terminal = createInterface({ input: stdin, output: stderr, terminal: true });
    this.#lines = this.#terminal[Symbol.asyncIterator]();
  }

  /**
   * Asks until there is an answer.
   *
   * @throws DiagnosticError where the input ends, also by Ctrl-C
   */
  async ask<Answer>({ text, hints, usual, read }: Question<Answer>): Promise<Answer> {
    const style = styleFor(this.#stderr);
    this.#stderr.write(`${style('bold', text)}\n${hints.map((hint) => `  ${hint}\n`).join('')}`);
    this.#terminal.setPrompt(`(${usual}) `);
    for (;;) {
      this.#terminal.prompt();
      const { done, value } = await this.#lines.next();
      if (done === true) {
        this.#stderr.write('\n');
        throw failure('no-answer', 'the input has ended before the last answer');
      }
      try {
        return await read(value.trim() || usual);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        for (const { message, help } of error.diagnostics) {
          this.#stderr.write(`${visibleLine(help === undefined ? message : `${message}; ${help}`)}\n`);
        }
      }
    }
  }

  close(): void {
    this.#terminal.close();
  }
}
