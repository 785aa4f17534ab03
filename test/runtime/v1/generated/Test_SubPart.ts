// Written by hand, as the generator would.
// biome-ignore-all lint/complexity/noThisInStatic: generated code is of this form.
import * as mi from 'mi-codegen/runtime/v1';
import { Test_Part } from './Test_Part.js';

export class Test_SubPart extends Test_Part {
  static {
    mi.cimClass(this, { revision: 1, class: 'root/test:Test_SubPart', properties: 'Extra:string*' });
  }
  declare Extra: string | null;
}
