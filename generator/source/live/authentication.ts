/** The types of authentication that take a user's name and password. */
export const AUTHENTICATIONS = ['NegoWithCreds', 'Basic', 'Digest', 'Kerberos', 'Ntlmdomain', 'CredSSP'] as const;

export type Authentication = (typeof AUTHENTICATIONS)[number];
