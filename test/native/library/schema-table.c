/* The smaller classes, and all of them in order: a superclass stands before its subclasses. */
#include "schema-notation.h"
#include "schema-tables.h"

static const ClassDecl CLASS_NAMESPACE = {
    NULL, T("__NAMESPACE"), NULL, NONE, ELEMENTS(ELEMENT("Name", MI_STRING, QUALIFIERS(Q_KEY))), NONE,
};

static const ClassDecl CLASS_BASE = {
    MAIN_NAMESPACE,
    T("Test_Base"),
    NULL,
    QUALIFIERS(Q_ABSTRACT, Q_VERSION("1.0.0"), Q_DESCRIPTION("What all test classes have in common."),
               Q_STRING("UMLPackagePath", OVERRIDABLE, "Test::Base")),
    ELEMENTS(ELEMENT("Id", MI_STRING,
                     QUALIFIERS(Q_KEY, Q_DESCRIPTION("Identifies the instance."), Q_UINT32("MaxLen", OVERRIDABLE, 64))),
             ELEMENT("Caption", MI_STRING, QUALIFIERS(Q_READ, Q_WRITE, Q_DESCRIPTION("A short text."))),
             ELEMENT("State", MI_UINT16,
                     QUALIFIERS(Q_DESCRIPTION("How it is doing."), Q_VALUE_MAP(T("0"), T("1"), T("2..4"), T("..")),
                                Q_VALUES(T("Unknown"), T("Well"), T("Reserved"), T("Vendor Specific"))))),
    NONE,
};

static const ClassDecl CLASS_LABEL = {
    MAIN_NAMESPACE, T("Test_Label"), NULL, NONE, ELEMENTS(ELEMENT("Text", MI_STRING, NONE)), NONE,
};

static const ClassDecl CLASS_POINT = {
    MAIN_NAMESPACE,
    T("Test_Point"),
    NULL,
    NONE,
    ELEMENTS(ELEMENT("X", MI_SINT32, NONE), ELEMENT("Y", MI_SINT32, NONE),
             ELEMENT_OF("Label", MI_INSTANCE, "Test_Label", QUALIFIERS(Q_EMBEDDED_INSTANCE("Test_Label")))),
    NONE,
};

static const ClassDecl CLASS_DERIVED = {
    MAIN_NAMESPACE,
    T("Test_Derived"),
    T("Test_Everything"),
    QUALIFIERS(Q_DESCRIPTION("A subclass that redeclares.")),
    ELEMENTS(ELEMENT("Caption", MI_STRING,
                     QUALIFIERS(Q_OVERRIDE("Caption"), Q_DESCRIPTION("A short text, redeclared."),
                                Q_UINT32("MaxLen", OVERRIDABLE, 16))),
             ELEMENT_DEFAULT("Level", MI_UINT32, {.uint32 = 7},
                             QUALIFIERS(Q_SINT64("MinValue", OVERRIDABLE, 1), Q_SINT64("MaxValue", OVERRIDABLE, 10))),
             ELEMENT_DEFAULT("Names", ARRAY_OF(MI_STRING), STRINGS(T("one"), T("two")),
                             QUALIFIERS(Q_STRING("ArrayType", FIXED, "Ordered")))),
    METHODS({T("Grow"), MI_UINT32, ELEMENTS(IN("By", MI_UINT32), OUT("Level", MI_UINT32)),
             QUALIFIERS(Q_STRINGS("MappingStrings", OVERRIDABLE, T("Test|Grow"), T("Test|Level")))}),
};

static const ClassDecl CLASS_LEAF = {
    MAIN_NAMESPACE,
    T("Test_Leaf"),
    T("Test_Derived"),
    QUALIFIERS(Q_TERMINAL, Q_REAL64("Test_Weight", OVERRIDABLE, 2.5)),
    ELEMENTS(ELEMENT("Color", MI_STRING, QUALIFIERS(Q_REQUIRED))),
    NONE,
};

static const ClassDecl CLASS_LINK = {
    MAIN_NAMESPACE,
    T("Test_Link"),
    NULL,
    QUALIFIERS(Q_ASSOCIATION),
    ELEMENTS(ELEMENT_OF("Antecedent", MI_REFERENCE, "Test_Base", QUALIFIERS(Q_KEY)),
             ELEMENT_OF("Dependent", MI_REFERENCE, "Test_Base",
                        QUALIFIERS(Q_KEY, Q_UINT32("Max", OVERRIDABLE, 1), Q_UINT32("Min", OVERRIDABLE, 0)))),
    NONE,
};

static const ClassDecl CLASS_ALARM = {
    MAIN_NAMESPACE,
    T("Test_Alarm"),
    NULL,
    QUALIFIERS(Q_INDICATION),
    ELEMENTS(ELEMENT("Number", MI_UINT32, NONE), ELEMENT("Text", MI_STRING, NONE),
             ELEMENT_OF("Origin", MI_INSTANCE, "Test_Point", QUALIFIERS(Q_EMBEDDED_INSTANCE("Test_Point")))),
    NONE,
};

/* Classes whose instances are made while they are enumerated: see enumerate.c. */
#define COUNTED(identifier, name)                                                                \
  static const ClassDecl identifier = {                                                          \
      MAIN_NAMESPACE,                                                                            \
      T(name),                                                                                   \
      NULL,                                                                                      \
      NONE,                                                                                      \
      ELEMENTS(ELEMENT("Index", MI_UINT32, QUALIFIERS(Q_KEY)), ELEMENT("Name", MI_STRING, NONE), \
               ELEMENT("Size", MI_UINT64, NONE), ELEMENT("Active", MI_BOOLEAN, NONE)),           \
      NONE,                                                                                      \
  }
COUNTED(CLASS_MANY, "Test_Many");
COUNTED(CLASS_ENDLESS, "Test_Endless");
COUNTED(CLASS_SLOW, "Test_Slow");
COUNTED(CLASS_NEVER, "Test_Never");

static const ClassDecl CLASS_REFUSED = {
    MAIN_NAMESPACE, T("Test_Refused"), T("Test_Base"), NONE, NONE, NONE,
};

static const ClassDecl CLASS_INNER = {
    INNER_NAMESPACE, T("Test_Inner"), NULL, NONE, ELEMENTS(ELEMENT("Id", MI_STRING, QUALIFIERS(Q_KEY))), NONE,
};

const ClassDecl *const SCHEMA[] = {
    &CLASS_NAMESPACE, &CLASS_BASE,  &CLASS_LABEL,   &CLASS_POINT,   &CLASS_EVERYTHING, &CLASS_DERIVED,
    &CLASS_LEAF,      &CLASS_LINK,  &CLASS_ALARM,   &CLASS_SERVICE, &CLASS_MANY,       &CLASS_ENDLESS,
    &CLASS_SLOW,      &CLASS_NEVER, &CLASS_REFUSED, &CLASS_INNER,
};

const MI_Uint32 SCHEMA_SIZE = sizeof SCHEMA / sizeof *SCHEMA;
