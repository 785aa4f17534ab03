import { Win32_ACE_AceType as AceType } from '../../../generated/root/cimv2/Win32_ACE.js';
import type { Win32_SecurityDescriptor } from '../../../generated/root/cimv2/Win32_SecurityDescriptor.js';
import type { Win32_Trustee } from '../../../generated/root/cimv2/Win32_Trustee.js';
import type { Embedded, Initial } from '../../v1/types.js';
import { ADMINISTRATORS, type Principal, SYSTEM } from './principals.js';

/** Who has which rights: a mask whose bits depend on the kind of object. */
export type Rights = readonly (readonly [holder: Principal, mask: number])[];

/** All rights to a file, a folder or a share. */
export const FULL_CONTROL = 0x1f01ff;

/** SE_DACL_PRESENT and SE_SELF_RELATIVE. */
const CONTROL_FLAGS = 0x8004;

/** The security descriptors of objects of a kind: the same for all, but for those that a client has changed. */
export class Descriptors {
  readonly #initial: Initial<Win32_SecurityDescriptor>;
  readonly #changed = new Map<string, Embedded<Win32_SecurityDescriptor>>();

  constructor(rights: Rights) {
    this.#initial = {
      Owner: trustee(SYSTEM),
      Group: trustee(ADMINISTRATORS),
      DACL: rights.map(([holder, AccessMask]) => {
        return { Trustee: trustee(holder), AceType: AceType['Access Allowed'], AceFlags: 0, AccessMask };
      }),
      ControlFlags: CONTROL_FLAGS,
    };
  }

  of(name: string): Embedded<Win32_SecurityDescriptor> {
    return this.#changed.get(name) ?? this.#initial;
  }

  change(name: string, descriptor: Embedded<Win32_SecurityDescriptor>): void {
    this.#changed.set(name, descriptor);
  }
}

function trustee({ domain, name, sid }: Principal): Initial<Win32_Trustee> {
  const bytes = sidBytes(sid);
  return { Domain: domain, Name: name, SID: bytes, SidLength: bytes.length, SIDString: sid };
}

/** The bytes of a security identifier, `S-1-5-18`: revision, number of parts, authority, and the parts. */
export function sidBytes(sid: string): Uint8Array {
  const [, revision = 0, authority = 0, ...parts] = sid.split('-').map(Number);
  const bytes = Buffer.alloc(8 + parts.length * 4);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  for (const [index, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + index * 4);
  return Uint8Array.from(bytes);
}
