import type { LiveSourceOptions } from '../../options/generate-options.js';
import type { OptionSpelling } from '../../options/option-table.js';

/** The options of a session that the source has by the same names. */
export const CONNECTION_OPTIONS = [
  'trustedCertificates',
  'certificateFile',
  'privateKeyFile',
  'checkCertificateAuthority',
  'checkCertificateName',
  'servicePrincipalName',
  'allowUnencrypted',
] as const;

/** One of {@link CONNECTION_OPTIONS}, and whether it is turned on or off. */
const OPTION = new RegExp(`\\b(${CONNECTION_OPTIONS.join('|')})\\b(?:: (true|false))?`, 'g');

/** A message of the runtime, in which options of a session are called as whoever runs the generator writes them. */
export function inWordsOfSource(message: string, spelling: OptionSpelling): string {
  const name = (option: Exclude<keyof LiveSourceOptions, 'kind'>) => spelling.name(`source.live.${option}`);
  const login = (type: string) => `${name('authentication')} ${type}`;
  const url = (scheme: string) => `${name('destination')} ${scheme.toLowerCase()}://…`;
  return (
    message
      // What the MI library says to whoever calls `initialize` is of no use here.
      .replace(/\nIn a program: .*$/s, '')
      .replaceAll("credentials: { type: 'None' }", spelling.off('source.live.login'))
      // The user of the process logs in where no option names a login.
      .replaceAll("{ type: 'Kerberos' }", `neither ${name('username')} nor ${spelling.off('source.live.login')}`)
      .replaceAll(/(?:credentials: )?\{ type: '(\w+)'(,[^}]*)? \}/g, (_, type: string, user?: string) => {
        return user === undefined ? login(type) : `${name('username')} and ${login(type)}`;
      })
      .replaceAll(/\bthe type '(\w+)'/g, (_, type: string) => login(type))
      .replaceAll(/\btransport: '(HTTPS?)'/g, (_, scheme: string) => url(scheme))
      .replaceAll(/\burlPrefix\b/g, `the path in ${name('destination')}`)
      .replaceAll(OPTION, (_, option: (typeof CONNECTION_OPTIONS)[number], value?: string) => {
        return value === 'false' ? spelling.off(`source.live.${option}`) : name(option);
      })
  );
}
