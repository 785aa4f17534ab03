import assert from 'node:assert/strict';
import * as mi from 'mi-codegen/runtime/v1';
import type { Session } from '../../../runtime/index.js';
import { CimInstance } from '../../../runtime/values/index.js';
import { Test_SettingData, Test_SystemSettings } from '../../golden/embedded-texts/expected/index.js';
import { applicationTest, DELIVERIES, NAMESPACE, PROTOCOL } from './tools/native-test.js';
import { library } from './tools/test-library.js';

/** Answers with what it is given. Its schema says what the strings hold, as that of Hyper-V's service does. */
class Test_Service extends mi.CimObject {
  static Echo(
    session: Session,
    args: {
      readonly String?: mi.Embedded<Test_SystemSettings> | null;
      readonly Strings?: readonly mi.Embedded<Test_SettingData>[] | null;
    },
    options: mi.InvokeOptions,
  ): mi.Invocation<{
    readonly String: Test_SystemSettings | null;
    readonly Strings: readonly Test_SettingData[] | null;
    readonly ReturnValue: number;
  }> {
    return mi.invokeStatic(Test_Service, session, 'Echo', args, options);
  }

  static {
    mi.cimClass(Test_Service, {
      revision: 4,
      class: 'root/test:Test_Service',
      methods: {
        '+Echo(<>String:embedded(Test_SystemSettings),<>Strings:embedded(Test_SettingData)[])uint32': null,
      },
    });
  }
}

/** Sends any text, and takes what comes back for an instance. */
class Test_Raw extends mi.CimObject {
  static Echo(
    session: Session,
    args: { readonly String: string },
    options: mi.InvokeOptions,
  ): mi.Invocation<{ readonly String: Test_SystemSettings | null; readonly ReturnValue: number }> {
    return mi.invokeStatic(Test_Raw, session, 'Echo', args, options);
  }

  static {
    mi.cimClass(Test_Raw, {
      revision: 4,
      class: 'root/test:Test_Service',
      methods: { '+Echo(<String:string,>String:embedded(Test_SystemSettings))uint32': null },
    });
  }
}

/** WMI's sessions take texts by themselves. */
const options = { ...PROTOCOL, ...(process.platform === 'win32' ? {} : ({ embeddedInstances: 'text' } as const)) };

/** What is on the wire: a text, with another one in it. */
const SETTINGS =
  '<INSTANCE CLASSNAME="Test_SystemSettings">' +
  '<PROPERTY NAME="ElementName" TYPE="string"><VALUE>ä&lt;\u{1F600}&gt;&#13;\n</VALUE></PROPERTY>' +
  '<PROPERTY NAME="Generation" TYPE="uint16"><VALUE>0</VALUE></PROPERTY>' +
  '<PROPERTY.ARRAY NAME="Notes" TYPE="string"><VALUE.ARRAY><VALUE></VALUE></VALUE.ARRAY></PROPERTY.ARRAY>' +
  '<PROPERTY.ARRAY NAME="Devices" TYPE="string"><VALUE.ARRAY><VALUE>' +
  '&lt;INSTANCE CLASSNAME="Test_ResourceSettings"&gt;&lt;PROPERTY NAME="Limit" TYPE="uint64"&gt;' +
  '&lt;VALUE&gt;5&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;' +
  '</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>';

for (const delivery of DELIVERIES) {
  applicationTest(
    `embedded instances in strings go out and come back as texts (${delivery})`,
    { recordRequests: 1 },
    async (application) => {
      await using session = await application.newSession(options);
      const Strings = [
        { InstanceID: 'a' },
        new CimInstance('Test_SystemSettings', [], NAMESPACE),
        '<INSTANCE CLASSNAME="X"/>',
      ];
      const answer = await Test_Service.Echo(
        session,
        { String: { ElementName: 'ä<\u{1F600}>\r\n', Generation: 0, Notes: [''], Devices: [{ Limit: 5n }] }, Strings },
        { delivery },
      );
      assert.ok(answer.String instanceof Test_SystemSettings);
      const { ElementName, Generation, Notes, Devices } = answer.String;
      assert.deepEqual([ElementName, Generation, Notes], ['ä<\u{1F600}>\r\n', 0, ['']]);
      assert.equal(Devices?.[0]?.Limit, 5n);
      const [first, second, third] = answer.Strings ?? [];
      assert.equal(Object.getPrototypeOf(first), Test_SettingData.prototype);
      assert.ok(second instanceof Test_SystemSettings);
      assert.equal(third?.$className, 'X');
      const { String: string, Strings: strings } = library.lastRequest().parameters.elements;
      assert.deepEqual(string, { type: 'string', flags: 0, value: SETTINGS });
      assert.deepEqual(strings, {
        type: 'string[]',
        flags: 0,
        value: [
          '<INSTANCE CLASSNAME="Test_SettingData"><PROPERTY NAME="InstanceID" TYPE="string"><VALUE>a</VALUE></PROPERTY></INSTANCE>',
          '<INSTANCE CLASSNAME="Test_SystemSettings"/>',
          '<INSTANCE CLASSNAME="X"/>',
        ],
      });
    },
  );

  applicationTest(`a string that holds no instance ends nothing (${delivery})`, {}, async (application) => {
    await using session = await application.newSession(options);
    const answer = await Test_Raw.Echo(session, { String: 'what is this?' }, { delivery });
    assert.deepEqual({ ...answer }, { ReturnValue: 0 });
  });
}
