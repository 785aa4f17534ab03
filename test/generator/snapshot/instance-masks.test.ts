import { type DiagnosticError, parseMof } from 'mi-codegen';
import { CimReference } from 'mi-codegen/runtime';
import { describe, expect, it } from 'vitest';
import { SchemaIndex } from '../../../generator/model/index.js';
import { InstanceMasks } from '../../../generator/snapshot/instance-masks.js';
import { PropertyTypes } from '../../../generator/source/property-types.js';

const SCHEMA = `
  class Account { [Key] string Domain; [Key] string Name; string Roles[]; uint32 Level; datetime Since; string Empty; };
  class UserAccount : Account { string FullName; [EmbeddedInstance("Home")] string Place; Home Where; };
  class Home { string Path; };
  class Group { [Key] string Name; };
  [Association] class Member { [Key] Group REF Of; [Key] Account REF Who; };
  [Association] class Audit { [Key] Member REF What; string Note; };`;

/** The instances of a MOF after masking, as their values by name. */
function masked(mof: string, ...globs: string[]) {
  const loaded = parseMof(`${SCHEMA}\n${mof}`, { namespace: 'root/test' });
  const instances = new InstanceMasks(globs, new SchemaIndex(loaded), PropertyTypes.of(loaded.schema.classes)).apply(
    loaded.schema.instances,
  );
  return instances.map(({ properties }) => Object.fromEntries(properties.map(({ name, value }) => [name, value])));
}

const failure = (...globs: string[]) => {
  try {
    return masked('instance of Group { Name = "a"; };', ...globs);
  } catch (error) {
    return (error as DiagnosticError).diagnostics.map(({ message, help }) => [message, help]);
  }
};

const UNKNOWN = 'a mask is a class, or a superclass of it, and a property: Win32_Account.Name';

describe('masks', () => {
  const BOB =
    'instance of UserAccount { Domain = "HOME"; Name = "bob"; FullName = "Bob B."; Roles = { "bob", "ops" }; Level = 3; Since = "20240101000000.000000+000"; Empty = ""; };';

  it('replace texts of the class and of its subclasses, equal ones by equal ones, and nothing else', () => {
    expect(masked(BOB, 'account.*')).toEqual([
      {
        Domain: 'masked-1',
        Name: 'masked-2',
        FullName: 'masked-3',
        Roles: ['masked-2', 'masked-4'],
        Level: 3,
        Since: '20240101000000.000000+000',
        Empty: '',
      },
    ]);
  });

  it.each([
    ['Account.Name', { Name: 'masked-1', FullName: 'Bob B.' }],
    ['UserAccount.*Name', { Name: 'masked-1', FullName: 'masked-2' }],
    ['*.FULLNAME', { Name: 'bob', FullName: 'masked-1' }],
  ])('%s', (glob, expected) => {
    expect(masked(BOB, glob)).toEqual([expect.objectContaining({ Domain: 'HOME', ...expected })]);
  });

  it('hold in the keys of references, however deep, and in embedded instances', () => {
    const member = String.raw`Member.Of="Group.Name=\"ops\"",Who="UserAccount.Domain=\"HOME\",Name=\"bob\""`;
    const mof = String.raw`
      instance of Member { Of = "Group.Name=\"ops\""; Who = "root/test:UserAccount.Domain=\"HOME\",Name=\"bob\""; };
      instance of Audit { What = ${JSON.stringify(member)}; Note = "bob"; };
      instance of UserAccount { Domain = "HOME"; Name = "bob"; Where = instance of Home { Path = "/home/bob"; }; };`;
    expect(masked(mof, 'Account.Name', 'Home.Path')).toEqual([
      { Of: 'Group.Name="ops"', Who: 'root/test:UserAccount.Domain="HOME",Name="masked-1"' },
      {
        What: String.raw`Member.Of="Group.Name=\"ops\"",Who="UserAccount.Domain=\"HOME\",Name=\"masked-1\""`,
        Note: 'bob',
      },
      { Domain: 'HOME', Name: 'masked-1', Where: expect.objectContaining({ className: 'Home' }) },
    ]);
  });

  it('hold for all that is embedded in a property', () => {
    const mof =
      'instance of UserAccount { Domain = "HOME"; Name = "bob"; Where = instance of Home { Path = "/home/bob"; }; };';
    const [user] = masked(mof, 'UserAccount.Where');
    expect(JSON.stringify(user)).not.toContain('/home');
    expect(user).toMatchObject({ Domain: 'HOME', Name: 'bob' });
  });

  it('take a key without a name for one that matches', () => {
    expect(masked('instance of Member { Of = "Group=\\"ops\\""; };', 'Group.Name')).toEqual([
      { Of: 'Group="masked-1"' },
    ]);
  });

  it('take away the computers of references, also where nothing else is masked', () => {
    const mof = String.raw`instance of Member { Of = "\\\\PC7\\root\\test:Group.Name=\"ops\""; Who = "no path"; };`;
    expect(masked(mof)).toEqual([{ Of: 'root/test:Group.Name="ops"', Who: 'no path' }]);
  });

  it('hold where a reference names a superclass, or stands in a class that is not known', () => {
    const inner = String.raw`\\PC\root\test:Account.Domain="HOME",Name="bob"`;
    const unknownPath = new CimReference('Other', [
      { name: 'Key', type: 'string', array: false, value: inner },
    ]).toString();
    const mof = String.raw`
      instance of UserAccount { Domain = "HOME"; Name = "bob"; };
      instance of Member { Who = "Account.Domain=\"HOME\",Name=\"bob\""; };
      instance of Unknown { Who = ${JSON.stringify(unknownPath)}; };`;
    const [user, member, unknown] = masked(mof, 'UserAccount.Name');
    expect([user?.['Name'], member?.['Who']]).toEqual(['masked-1', 'Account.Domain="HOME",Name="masked-1"']);
    expect(unknown?.['Who']).toContain('masked-1');
    expect(unknown?.['Who']).not.toMatch(/bob|PC/);
  });

  it.each([
    ['Group', 'names no property', 'write a class and a property, such as Win32_UserAccount.Name or "Win32_Account.*"'],
    ['.Name', 'names no property', 'write a class and a property, such as Win32_UserAccount.Name or "Win32_Account.*"'],
    ['Account.Name', 'matches no property with a text in the pulled instances', UNKNOWN],
    ['Group.Nam', 'matches no property with a text in the pulled instances', UNKNOWN],
  ])('refuse %s', (glob, message, help) => {
    expect(failure('Group.Name', glob)).toEqual([[`--mask "${glob}" ${message}`, help]]);
  });
});
