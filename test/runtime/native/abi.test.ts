import assert from 'node:assert/strict';
import { MiResult } from '../../../runtime/errors.js';
import * as constants from '../../../runtime/native/abi/constants.js';
import * as tables from '../../../runtime/native/abi/functions.js';
import * as layouts from '../../../runtime/native/abi/layouts.js';
import { CIM_TYPES } from '../../../runtime/schema/index.js';
import { test } from './tools/suite.js';
import { library } from './tools/test-library.js';

const c = library.abiConstants();

/** What the C compiler says, by the name that is made of each key. */
function fromC(keys: Iterable<string>, name: (key: string) => string): Record<string, number | undefined> {
  return Object.fromEntries([...keys].map((key) => [key, c[name(key)]]));
}

const HANDLES = ['Application', 'Session', 'Operation', 'DestinationOptions', 'OperationOptions'];

test('a character has the width of the platform', () => {
  assert.equal(c['sizeof MI_Char'], process.platform === 'win32' ? 2 : 1);
});

test('handles', () => {
  for (const name of [...HANDLES, 'QualifierSet', 'ParameterSet']) {
    assert.equal(c[`sizeof MI_${name}`], layouts.HANDLE.size, name);
  }
  for (const name of ['Application', 'Session', 'Operation', 'QualifierSet', 'ParameterSet']) {
    assert.equal(c[`offsetof MI_${name}.ft`], layouts.HANDLE.functionTable, name);
  }
  assert.equal(c['offsetof MI_Instance.ft'], layouts.OBJECT.functionTable);
  assert.equal(c['offsetof MI_Class.ft'], layouts.OBJECT.functionTable);
});

test('values', () => {
  assert.equal(c['sizeof MI_Value'], layouts.VALUE.size);
  assert.equal(c['offsetof MI_Value.array.data'], layouts.VALUE.arrayItems);
  assert.equal(c['offsetof MI_Value.array.size'], layouts.VALUE.arrayCount);
  assert.equal(c['sizeof MI_Datetime'], layouts.DATETIME.size);
  assert.equal(c['sizeof MI_Interval'], layouts.INTERVAL.size);
  assert.equal(c['sizeof MI_Char16'], layouts.TYPE_SIZES.char16);
  assert.equal(c['sizeof MI_Boolean'], layouts.TYPE_SIZES.boolean);
});

test('datetimes', () => {
  const { timestamp, interval } = layouts.DATETIME;
  assert.deepEqual(
    fromC(Object.keys(timestamp), (key) => `offsetof MI_Datetime.u.timestamp.${key}`),
    timestamp,
  );
  const { padding, ...fields } = interval;
  assert.deepEqual(
    fromC(Object.keys(fields), (key) => `offsetof MI_Datetime.u.interval.${key}`),
    fields,
  );
  assert.equal(padding, fields.microseconds + 4);
});

test('structures of callbacks and credentials', () => {
  const { size, ...callbacks } = layouts.OPERATION_CALLBACKS;
  assert.equal(c['sizeof MI_OperationCallbacks'], size);
  assert.deepEqual(
    fromC(Object.keys(callbacks), (key) => `offsetof MI_OperationCallbacks.${key}`),
    callbacks,
  );
  const { size: sessionSize, ...sessionCallbacks } = layouts.SESSION_CALLBACKS;
  assert.equal(c['sizeof MI_SessionCallbacks'], sessionSize);
  assert.deepEqual(
    fromC(Object.keys(sessionCallbacks), (key) => `offsetof MI_SessionCallbacks.${key}`),
    sessionCallbacks,
  );
  const { size: credentialsSize, authenticationType, certificateThumbprint, ...user } = layouts.USER_CREDENTIALS;
  assert.equal(c['sizeof MI_UserCredentials'], credentialsSize);
  assert.equal(c['offsetof MI_UserCredentials.authenticationType'], authenticationType);
  assert.equal(c['offsetof MI_UserCredentials.credentials.certificateThumbprint'], certificateThumbprint);
  assert.deepEqual(
    fromC(Object.keys(user), (key) => `offsetof MI_UserCredentials.credentials.usernamePassword.${key}`),
    user,
  );
});

const TABLES = {
  ApplicationFT: tables.APPLICATION,
  SessionFT: tables.SESSION,
  OperationFT: tables.OPERATION,
  InstanceFT: tables.INSTANCE,
  ClassFT: tables.CLASS,
  ParameterSetFT: tables.PARAMETER_SET,
  QualifierSetFT: tables.QUALIFIER_SET,
  DestinationOptionsFT: tables.DESTINATION_OPTIONS,
  OperationOptionsFT: tables.OPERATION_OPTIONS,
  SubscriptionDeliveryOptionsFT: tables.SUBSCRIPTION_DELIVERY_OPTIONS,
};

for (const [name, table] of Object.entries(TABLES)) {
  test(`the function table MI_${name}`, () => {
    const expected = Object.fromEntries(Object.keys(table).map((key, index) => [key, index]));
    assert.deepEqual(
      fromC(Object.keys(table), (key) => `MI_${name}.${key}`),
      expected,
    );
  });
}

test('results', () => {
  assert.deepEqual(
    fromC(Object.keys(MiResult), (key) => `MI_RESULT_${key}`),
    MiResult,
  );
});

test('types', () => {
  const expected = Object.fromEntries(CIM_TYPES.map((type, index) => [type, index]));
  assert.deepEqual(
    fromC(CIM_TYPES, (type) => `MI_${type.toUpperCase()}`),
    expected,
  );
  assert.equal(c['MI_ARRAY'], constants.ARRAY_TYPE);
});

test('flags', () => {
  const { ELEMENT_FLAGS, OPERATION_FLAGS } = constants;
  const names = Object.keys(ELEMENT_FLAGS);
  assert.deepEqual(
    fromC(names, (key) => `MI_FLAG_${key.replaceAll('_', '')}`),
    ELEMENT_FLAGS,
  );
  assert.deepEqual(
    fromC(Object.keys(OPERATION_FLAGS), (key) => `MI_OPERATIONFLAGS_${key}`),
    OPERATION_FLAGS,
  );
});

test('modes, answers and channels', () => {
  const { CALLBACK_MODES, RESPONSES, CHANNELS } = constants;
  assert.deepEqual(
    fromC(Object.keys(CALLBACK_MODES), (key) => `MI_CALLBACKMODE_${key.toUpperCase()}`),
    CALLBACK_MODES,
  );
  const underscored = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  assert.deepEqual(
    fromC(Object.keys(RESPONSES), (key) => `MI_RESPONSE_${underscored(key)}`),
    RESPONSES,
  );
  const expected = Object.fromEntries(CHANNELS.map((channel, index) => [channel, index]));
  assert.deepEqual(
    fromC(CHANNELS, (channel) => `MI_WRITEMESSAGE_CHANNEL_${channel.toUpperCase()}`),
    expected,
  );
  assert.equal(c['MI_PROMPTTYPE_CRITICAL'], constants.PROMPT_CRITICAL);
  assert.equal(c['MI_REASON_NONE'], constants.CANCEL_REASON_NONE);
});
