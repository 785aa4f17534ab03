/** A change of one thing in the MOF of a bundled class. */
interface BundledEdit {
  readonly className: string;
  /** What stands in the MOF of the class, and what takes the place of its first occurrence. */
  readonly from: string;
  readonly to: string;
  /** The differences that come with it. */
  readonly more: readonly string[];
}

const PATH = 'string Path,';
const BETWEEN = '\n    [In,\n     Required,\n     Description ("Name of the share.")]\n    ';
const NAME = 'string Name,';
const FOR_THEIR_ORDER = 'Type, MaximumAllowed, Description, Password, Access';
const PASSWORD =
  '[In,\n     Description ("Password for the share; null when there is none.")]\n    string Password,\n    ';
const MAXIMUM =
  '[Description ("Most connections at a time; null when there is no limit.")]\n  uint32 MaximumAllowed;\n';
const ORDER = 'Win32_Share.Create() parameters';

/** Changes of classes of root/cimv2, of which each must be seen, and nothing besides. */
export const EDITS: Readonly<Record<string, BundledEdit>> = {
  'another superclass': {
    className: 'Win32_SystemServices',
    from: ': CIM_SystemComponent',
    to: ': CIM_Component',
    more: bySource('Win32_SystemServices superclass: CIM_Component', 'CIM_SystemComponent'),
  },
  'an abstract class': {
    className: 'Win32_Share',
    from: '[Description',
    to: '[Abstract, Description',
    more: ['Win32_Share Abstract: true, XP: false'],
  },
  'an association that is none': {
    className: 'CIM_Dependency',
    from: '[Association,\n ',
    to: '[',
    more: bySource('CIM_Dependency Association: false', 'true'),
  },
  'another class of a reference': {
    className: 'Win32_SystemServices',
    from: 'Win32_Service REF',
    to: 'CIM_Service REF',
    more: bySource('Win32_SystemServices.PartComponent: CIM_Service ref', 'Win32_Service ref'),
  },
  'another type of a property': {
    className: 'Win32_Share',
    from: 'uint32 AccessMask',
    to: 'uint64 AccessMask',
    more: bySource('Win32_Share.AccessMask: uint64', 'uint32'),
  },
  'an array': {
    className: 'Win32_Share',
    from: 'string Path;',
    to: 'string Path[];',
    more: bySource('Win32_Share.Path: string[]', 'string'),
  },
  'another letter case': {
    className: 'Win32_Share',
    from: 'boolean AllowMaximum',
    to: 'boolean AllowMAximum',
    more: bySource('Win32_Share.AllowMAximum name: .AllowMAximum', '.AllowMaximum'),
  },
  'a key too many': {
    className: 'Win32_Share',
    from: '[Description ("Local path of what is shared.")]',
    to: '[Key]',
    more: ['Win32_Share.Path Key: true, XP: false'],
  },
  'a key that is none': {
    className: 'Win32_Share',
    from: '[Key,\n   ',
    to: '[',
    more: ['Win32_Share.Name Key: false, XP: true'],
  },
  'a property that can be written': {
    className: 'Win32_Share',
    from: '[Description ("Local path of what is shared.")]',
    to: '[Write]',
    more: ['Win32_Share.Path Write: true, XP: false'],
  },
  'a property that is not there': {
    className: 'Win32_Share',
    from: MAXIMUM,
    to: '',
    more: bySource('Win32_Share.MaximumAllowed: none', 'uint32'),
  },
  'a property too many': {
    className: 'Win32_Share',
    from: MAXIMUM,
    to: `${MAXIMUM}string Color;`,
    more: ['Win32_Share.Color: string, unknown'],
  },
  'other codes of a property': {
    className: 'Win32_Share',
    from: '"3", "2147483648"',
    to: '"3", "4"',
    more: ['Win32_Share.Type values: +4 -2147483648, XP'],
  },
  'a method that is not there': {
    className: 'Win32_Share',
    from: 'uint32 GetAccessMask()',
    to: 'uint32 AccessMaskOf()',
    more: ['Win32_Share.GetAccessMask(): none, XP: uint32', 'Win32_Share.AccessMaskOf(): uint32, unknown'],
  },
  'another type of what is returned': {
    className: 'Win32_Share',
    from: 'uint32 GetAccessMask()',
    to: 'sint32 GetAccessMask()',
    more: ['Win32_Share.GetAccessMask(): sint32, XP: uint32'],
  },
  'other return codes': {
    className: 'Win32_Share',
    from: '"24", "25"',
    to: '"24", "26"',
    more: ['Win32_Share.Create() values: +26 -25, XP'],
  },
  'a method that is not static': {
    className: 'Win32_Share',
    from: '[Static,\n   ',
    to: '[',
    more: ['Win32_Share.Create() Static: false, XP: true'],
  },
  'parameters in another order': {
    className: 'Win32_Share',
    from: `${PATH}${BETWEEN}${NAME}`,
    to: `${NAME}${BETWEEN}${PATH}`,
    more: [`${ORDER}: Name, Path, ${FOR_THEIR_ORDER}, XP: Path, Name, ${FOR_THEIR_ORDER}`],
  },
  'another direction of a parameter': {
    className: 'Win32_Share',
    from: PASSWORD,
    to: PASSWORD.replace('In', 'Out'),
    more: ['Win32_Share.Create(Password): out string, XP: in string'],
  },
  'a parameter that goes both ways': {
    className: 'Win32_Share',
    from: PASSWORD,
    to: PASSWORD.replace('In', 'In, Out'),
    more: ['Win32_Share.Create(Password): in out string, XP: in string'],
  },
  'another type of a parameter': {
    className: 'Win32_Share',
    from: 'string Password',
    to: 'uint8 Password',
    more: ['Win32_Share.Create(Password): in uint8, XP: in string'],
  },
  'an array of a parameter': {
    className: 'Win32_Share',
    from: 'string Password',
    to: 'string Password[]',
    more: ['Win32_Share.Create(Password): in string[], XP: in string'],
  },
  'another class of a parameter': {
    className: 'Win32_Share',
    from: 'Win32_SecurityDescriptor Access',
    to: '__SecurityDescriptor Access',
    more: ['Win32_Share.Create(Access): in __SecurityDescriptor, XP: in Win32_SecurityDescriptor'],
  },
  'a parameter that is not there': {
    className: 'Win32_Share',
    from: PASSWORD,
    to: '',
    more: [
      `${ORDER}: Path, Name, Type, MaximumAllowed, Description, Access, XP: Path, Name, ${FOR_THEIR_ORDER}`,
      'Win32_Share.Create(Password): none, XP: in string',
    ],
  },
  'a parameter too many': {
    className: 'Win32_Share',
    from: 'uint32 GetAccessMask()',
    to: 'uint32 GetAccessMask([In] string User)',
    more: [
      'Win32_Share.GetAccessMask() parameters: User, XP: none',
      'Win32_Share.GetAccessMask(User): in string, unknown',
    ],
  },
};

/** The same difference from both sources. */
function bySource(difference: string, fact: string): readonly string[] {
  return [`${difference}, XP: ${fact}`, `${difference}, docs: ${fact}`];
}
