// Written by hand, as the generator would.
// biome-ignore-all lint/complexity/noThisInStatic: generated code is of this form.
import * as mi from 'mi-codegen/runtime/v1';

/** An embedded class: no key, and it embeds itself. */
export class Test_Part extends mi.CimObject {
  static {
    mi.cimClass(this, {
      revision: 1,
      class: 'root/test:Test_Part',
      properties:
        'Title:string*;Size:uint8*;Inner:instance(Test_Part)*;Parts:instance(Test_Part)[]*;Owner:ref(Test_Base)',
    });
  }
  declare readonly $about?: { readonly key: object; readonly write: { readonly Title: 1; readonly Size: 1 } };
  declare Title: string | null;
  declare Size: number | null;
  declare Inner: Test_Part | null;
  declare Parts: readonly Test_Part[] | null;
  declare readonly Owner: mi.CimReference<import('./Test_Base.js').Test_Base> | null;
}
