import type { Survey } from './survey.js';

/** The outcome of each set under `../shared/corpora`, by file. Comments explain counts that differ from MANIFEST's. */
export const EXPECTED: Readonly<Record<string, Survey>> = {
  // MANIFEST counts 280 files and 361 instances with two older copies of a test set that were left out since.
  'dsc-linux': {
    files: 236,
    accepted: 223,
    incomplete: 13,
    classes: 207,
    methods: 127,
    instances: 263,
    warnings: { 'mof-amendment-without-class': 33, 'mof-newline-in-string': 3 },
    refused: {},
  },
  // MANIFEST counts 9 instances, of which one is the value of another. Both refused files lack a quotation mark or
  // have one bracket too many (mof-facts 27).
  'dsc-schema': {
    files: 112,
    accepted: 110,
    incomplete: 0,
    classes: 114,
    methods: 0,
    instances: 8,
    warnings: { 'mof-datetime': 1, 'mof-amendment-without-class': 15 },
    refused: {
      'dsccommunity+xPSDesiredStateConfiguration/source/DSCResources/DSC_xUserResource/en-US/DSC_xUserResource.schema.mfl':
        '8:84 mof-syntax',
      'dsccommunity+xPSDesiredStateConfiguration/source/DSCResources/DSC_xWindowsOptionalFeature/en-US/DSC_xWindowsOptionalFeature.schema.mfl':
        '4:23 mof-syntax',
    },
  },
  // Copies of files of other sets; the refused ones are those that INDEX says must fail. Windows XP's schema has 22
  // times `Decription`, and `Value` for `Values`.
  hard: {
    files: 25,
    accepted: 18,
    incomplete: 2,
    classes: 900,
    methods: 222,
    instances: 34,
    warnings: {
      'mof-amendment-without-class': 2,
      'mof-misspelt-qualifier': 23,
      'mof-unknown-escape': 8,
      'mof-newline-in-string': 3,
    },
    refused: {
      'D.14_GOLF_Date.mof': '4:1 mof-version-3',
      'DSC_xWindowsOptionalFeature.schema.mfl': '4:23 mof-syntax',
      'common.mof': '16:1 mof-preprocessor',
      'parse_error01.mof': '16:2 mof-syntax',
      'syntaxerror.mof': '97:79 mof-unterminated-string',
    },
  },
  // cim_schema_2.20.0.mof includes all of DMTF's schema, of which the set holds a part.
  'intel-lms': {
    files: 280,
    accepted: 279,
    incomplete: 1,
    classes: 273,
    methods: 84,
    instances: 13,
    warnings: {},
    refused: {},
  },
  // MANIFEST counts 1951 classes, two of them in files of MOF 3 (mof-facts 29). D.01 is valid MOF 2 as it stands: it
  // includes files of MOF 3 under names that they do not have here. Windows XP's schema is there twice.
  'kingsland-tests': {
    files: 27,
    accepted: 12,
    incomplete: 1,
    classes: 1949,
    methods: 373,
    instances: 16,
    warnings: { 'mof-misspelt-qualifier': 46, 'mof-newline-in-string': 1 },
    refused: {
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.05 GOLF_Professional.mof': '12:4 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.07 GOLF_Tournament.mof': '16:4 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.08 GOLF_MemberLocker.mof': '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.09 GOLF_Lesson.mof': '9:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.10 GOLF_ProfessionalMember.mof': '8:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.11 GOLF_ProfessionalStaffMember.mof':
        '7:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.12 GOLF_TournamentParticipant.mof':
        '9:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.13 GOLF_Address.mof': '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.14 GOLF_Date.mof': '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.15 GOLF_PhoneNumber.mof': '6:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.16 GOLF_ResultCodeEnum.mof': '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.17 GOLF_ProfessionalStatusEnum.mof':
        '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.18 GOLF_MemberStatusEnum.mof': '4:1 mof-version-3',
      'src/Kingsland.MofParser.UnitTests/Parsing/DSP0221_3.0.1/D.19 GOLF_StatesEnum.mof': '4:1 mof-version-3',
    },
  },
  'libvirt-cim': {
    files: 63,
    accepted: 63,
    incomplete: 0,
    classes: 226,
    methods: 16,
    instances: 0,
    warnings: { 'mof-unknown-escape': 4 },
    refused: {},
  },
  'omi-network': {
    files: 390,
    accepted: 390,
    incomplete: 0,
    classes: 380,
    methods: 131,
    instances: 0,
    warnings: { 'mof-unknown-escape': 30, 'mof-newline-in-string': 4 },
    refused: {},
  },
  // MANIFEST counts 28 instances, of which four are values of others. syntaxerror.mof is made to fail (mof-facts
  // 27).
  'omi-tests': {
    files: 46,
    accepted: 39,
    incomplete: 6,
    classes: 282,
    methods: 294,
    instances: 24,
    warnings: {},
    refused: { 'Unix/tests/mof/syntaxerror.mof': '97:79 mof-unterminated-string' },
  },
  'openlmi-providers': {
    files: 18,
    accepted: 18,
    incomplete: 0,
    classes: 125,
    methods: 43,
    instances: 20,
    warnings: {},
    refused: {},
  },
  // MANIFEST counts 656 instances, its scanner loses one behind a missing quotation mark. Refused are the files that
  // are made to fail and one that lacks quotation marks (mof-facts 27); of invalidMOF badQualifierDecl4 and 14 say
  // themselves that they are legal, a pragma nobody knows, an alias that is repeated and a class that is not there
  // are no errors of MOF.
  'pegasus-tests': {
    files: 241,
    accepted: 224,
    incomplete: 2,
    classes: 495,
    methods: 142,
    instances: 657,
    warnings: {
      'mof-converted-value': 2,
      'mof-redeclared-class': 3,
      'mof-duplicate-property': 1,
      'mof-missing-comma': 1,
      'mof-unknown-escape': 3,
      'mof-duplicate-alias': 1,
      'mof-unknown-pragma': 1,
    },
    refused: {
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/InstAliasError2.mof': '47:13 mof-undefined-alias',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badClassDefinition1.mof': '1:1 mof-unterminated-comment',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl1.mof': '4:40 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl10.mof': '3:31 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl11.mof': '3:31 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl12.mof': '3:17 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl13.mof': '3:11 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl15.mof': '4:5 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl16.mof': '3:43 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl2.mof': '4:27 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl20.mof': '3:5 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl3.mof': '4:12 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl5.mof': '4:37 mof-syntax',
      'pegasus/src/Pegasus/Compiler/tests/invalidMOF/badQualifierDecl6.mof': '4:39 mof-syntax',
      'pegasus/src/Providers/TestProviders/Load/AssociationTestProviderR.mof': '150:17 mof-unterminated-string',
    },
  },
  // Refused are files that are made to fail (mof-facts 27) and mock_subscriptiontest.mof, in which quotation marks
  // are missing around strings.
  'pywbem-tests': {
    files: 26,
    accepted: 21,
    incomplete: 0,
    classes: 96,
    methods: 17,
    instances: 145,
    warnings: { 'mof-missing-semicolon': 2, 'mof-duplicate-property': 4, 'mof-duplicate-alias': 14 },
    refused: {
      'pywbem+pywbem/tests/unittest/pywbem/testmofs/parse_error01.mof': '16:2 mof-syntax',
      'pywbem+pywbem/tests/unittest/pywbem/testmofs/parse_error02.mof': '15:22 mof-wrong-value',
      'pywbem+pywbem/tests/unittest/pywbem/testmofs/parse_error03.mof': '24:54 mof-syntax',
      'pywbem+pywbem/tests/unittest/pywbem/testmofs/parse_error04.mof': '4:1 mof-syntax',
      'pywbem+pywbemtools/tests/unit/pywbemcli/mock_subscriptiontest.mof': '22:31 mof-syntax',
    },
  },
  sblim: {
    files: 16,
    accepted: 16,
    incomplete: 0,
    classes: 72,
    methods: 13,
    instances: 22,
    warnings: {},
    refused: {},
  },
  // MANIFEST counts 116 classes and 19 methods with those of the four files that need a C preprocessor (mof-facts
  // 26), and with classes that iscsihba.mof declares twice, in different ways.
  'win-driver-samples': {
    files: 19,
    accepted: 15,
    incomplete: 0,
    classes: 83,
    methods: 17,
    instances: 0,
    warnings: { 'mof-redeclared-class': 7, 'mof-line-continuation': 2 },
    refused: {
      'storage/iscsi/src/common.mof': '16:1 mof-preprocessor',
      'storage/iscsi/src/config.mof': '13:1 mof-preprocessor',
      'storage/iscsi/src/def.mof': '16:1 mof-preprocessor',
      'storage/iscsi/src/mgmt.mof': '13:1 mof-preprocessor',
    },
  },
};
