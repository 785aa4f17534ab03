import { describe, expect, it } from 'vitest';
import { FLAG_SPELLING, OPTION_FLAGS } from '../../../generator/cli/generate-flags.js';
import { LIBRARY_SPELLING, OPTION_TABLE, OPTIONS, type OptionName } from '../../../generator/options/option-table.js';

type Table = { -readonly [Name in OptionName]: (typeof OPTION_TABLE)[Name] };

describe('OPTION_TABLE', () => {
  it('does not compile when a row is missing or has the wrong type', () => {
    const { clean, ...rest } = OPTION_TABLE;
    // @ts-expect-error no row for `clean`
    const incomplete: Table = rest;
    // @ts-expect-error `clean` is true or false
    const mistyped: Table = { ...OPTION_TABLE, clean: { ...clean, type: 'text' } };
    // @ts-expect-error a choice is missing
    const narrowed: Table['importExtension'] = { ...OPTION_TABLE.importExtension, choices: { js: null } };
    expect([incomplete, mistyped, narrowed]).toHaveLength(3);
  });

  it('gives each flag to one option', () => {
    const names = OPTION_FLAGS.flatMap(({ name, short }) => [name, ...(short === undefined ? [] : [short])]);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('an option is called', () => {
  const names = OPTIONS.map(({ name }) => [name, LIBRARY_SPELLING.name(name), FLAG_SPELLING.name(name)]);

  it('by its name in the library, and by its flag on the command line', () => {
    expect(names).toEqual([
      ['namespaces', 'namespaces', 'namespaces'],
      ['source.files.mof', 'source.mof', '--mof'],
      ['source.files.cimXml', 'source.cimXml', '--cim-xml'],
      ['source.live', 'source.kind "live"', '--live'],
      ['source.bundled', 'source.kind "bundled"', '--bundled'],
      ['source.live.locale', 'source.locale', '--locale'],
      ['source.live.orBundled', 'source.orBundled', 'source.orBundled'],
      ['source.files.includeDirs', 'source.includeDirs', '--include-dir'],
      ['amend', 'amend', '--amend'],
      ['source.live.destination', 'source.destination', '--destination'],
      ['source.live.protocol', 'source.protocol', '--protocol'],
      ['source.live.username', 'source.username', '--username'],
      ['source.live.password', 'source.password', 'source.password'],
      ['source.live.authentication', 'source.authentication', '--authentication'],
      ['source.live.login', 'source.login', 'source.login'],
      ['source.live.trustedCertificates', 'source.trustedCertificates', '--trusted-certificates'],
      ['source.live.certificateFile', 'source.certificateFile', '--certificate-file'],
      ['source.live.privateKeyFile', 'source.privateKeyFile', '--private-key-file'],
      ['source.live.checkCertificateAuthority', 'source.checkCertificateAuthority', 'source.checkCertificateAuthority'],
      ['source.live.checkCertificateName', 'source.checkCertificateName', 'source.checkCertificateName'],
      ['source.live.servicePrincipalName', 'source.servicePrincipalName', '--service-principal-name'],
      ['source.live.allowUnencrypted', 'source.allowUnencrypted', '--allow-unencrypted'],
      ['classes', 'classes', '--class'],
      ['exclude', 'exclude', '--exclude'],
      ['usedBy', 'usedBy', '--used-by'],
      ['out', 'out', '--out'],
      ['importExtension', 'importExtension', '--import-extension'],
      ['mode', 'mode', 'mode'],
      ['clean', 'clean', '--clean'],
      ['cache', 'cache', 'cache'],
      ['verify', 'verify', '--verify'],
      ['strict', 'strict', '--strict'],
    ]);
  });

  it('with the value that turns it off', () => {
    const off = (['cache', 'source.live.checkCertificateName'] as const).map((name) => [
      LIBRARY_SPELLING.off(name),
      FLAG_SPELLING.off(name),
    ]);
    expect(off).toEqual([
      ['cache: false', '--no-cache'],
      ['source.checkCertificateName: false', '--no-check-certificate-name'],
    ]);
  });
});
