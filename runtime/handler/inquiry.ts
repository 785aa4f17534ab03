import type { CallbackMode, CallbackResponse, OperationSink } from '../protocol.js';
import type { RunningOperation } from './running-operation.js';

/**
 * The questions of one kind, prompts or errors, that an operation asks its client, in the mode that the client chose:
 * `MI_CallbackMode`. An answer of `yesToAll` or `noToAll` answers all questions that follow.
 */
export class Inquiry {
  readonly #operation: RunningOperation;
  readonly #mode: CallbackMode;
  /** The answer to all further questions. */
  #toAll: boolean | null = null;

  constructor(operation: RunningOperation, mode: CallbackMode) {
    this.#operation = operation;
    this.#mode = mode;
  }

  /**
   * Asks a question.
   * @returns true for yes. Only the mode `inquire` waits for the answer; in the others it is yes.
   * @throws MiError when the operation ends before the answer.
   */
  async ask(question: (sink: OperationSink) => CallbackResponse | Promise<CallbackResponse>): Promise<boolean> {
    if (this.#mode === 'ignore') return true;
    if (this.#toAll !== null) return this.#toAll;
    const answer = this.#operation.ask(question);
    if (this.#mode === 'report') return true;
    const response = await answer;
    const yes = response === 'yes' || response === 'yesToAll';
    if (response === 'yesToAll' || response === 'noToAll') this.#toAll = yes;
    return yes;
  }
}
