/** How a user logs in. Each connection logs in by itself. */
export interface Login {
  /** The scheme, as messages name it: `Basic`. */
  readonly scheme: 'Basic' | 'client certificate' | 'none';
  /** The headers of each request. They may hold a password. */
  headers(): Readonly<Record<string, string>>;
  /** The same text for the same user and password, which tells nothing of them. */
  readonly key: string;
}

/** Nobody logs in. */
export const NO_LOGIN: Login = { scheme: 'none', headers: () => ({}), key: '' };

/** The certificate of this side says who asks (DSP0226 C.4.6). */
export const CERTIFICATE_LOGIN: Login = {
  scheme: 'client certificate',
  headers: () => ({ Authorization: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual' }),
  key: 'certificate',
};
