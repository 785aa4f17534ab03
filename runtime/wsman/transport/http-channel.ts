/** A request that is posted to the service, with the envelope in its body. */
export interface HttpRequest {
  /** The envelope. */
  readonly body: string;
  /** Ends the exchange: it rejects with the signal's reason, and its connection is closed. */
  readonly signal: AbortSignal;
  /** How long the service may take to begin its answer, in milliseconds; null: as long as it takes. */
  readonly patience: number | null;
  /** True where it does no harm to carry the request out twice: then it is sent again when its connection had died. */
  readonly repeatable: boolean;
  /** True for a request that may wait for long, such as one for events: it does not keep others waiting. */
  readonly waits: boolean;
  /** Ends the exchange as {@link signal} does, but only until the request is sent. */
  readonly unsent?: AbortSignal | undefined;
  /** The connection is closed after the answer. */
  readonly closes?: boolean | undefined;
  /**
   * Takes the envelopes of an answer of success one by one, each as an answer of its own. The next one is not read
   * until the promise is settled, and meanwhile others have the turn. Absent: an answer is one envelope.
   * @returns false for the last one, after which the answer must end.
   */
  readonly received?: ((envelope: HttpReply) => Promise<boolean>) | undefined;
}

/** What the service answered, whatever the status. */
export interface HttpReply {
  readonly status: number;
  /** The media type in lower case, without parameters; empty when there is none. */
  readonly contentType: string;
  /** The value of the header `Server`; empty when there is none. */
  readonly server: string;
  /** Where the service says that it is instead: the header `Location`. */
  readonly location: string | null;
  /** The ways to log in that the service offers: the header `WWW-Authenticate`, one challenge each. */
  readonly challenges: readonly string[];
  /** The body, decoded; without what the request has received of it. */
  readonly text: string;
}

/** Posts requests to one service, as one user. Sessions that ask for the same share its connections. */
export interface HttpChannel {
  /** The address of the service: `https://server01:5986/wsman`. */
  readonly url: string;
  /**
   * Posts a request and waits for the whole answer.
   * @throws MiError when there is no answer: the service cannot be reached, does not take the user, breaks off, or is
   * too slow. Or the reason of the signal.
   */
  exchange(request: HttpRequest): Promise<HttpReply>;
}
