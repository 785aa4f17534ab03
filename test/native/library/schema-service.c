/* Test_Service: methods with every kind of parameter. methods.c performs them. */
#include "schema-notation.h"
#include "schema-tables.h"

/* Echo answers with every in-parameter it was given, and with no other. */
static const ElementDecl ECHO[] = {
    IN_OUT("Boolean", MI_BOOLEAN),
    IN_OUT("Uint8", MI_UINT8),
    IN_OUT("Sint8", MI_SINT8),
    IN_OUT("Uint16", MI_UINT16),
    IN_OUT("Sint16", MI_SINT16),
    IN_OUT("Uint32", MI_UINT32),
    IN_OUT("Sint32", MI_SINT32),
    IN_OUT("Uint64", MI_UINT64),
    IN_OUT("Sint64", MI_SINT64),
    IN_OUT("Real32", MI_REAL32),
    IN_OUT("Real64", MI_REAL64),
    IN_OUT("Char16", MI_CHAR16),
    IN_OUT("Datetime", MI_DATETIME),
    IN_OUT("String", MI_STRING),
    IN_OUT_OF("Reference", MI_REFERENCE, "Test_Base"),
    ELEMENT_OF("Embedded", MI_INSTANCE, "Test_Point", QUALIFIERS(Q_IN, Q_OUT, Q_EMBEDDED_INSTANCE("Test_Point"))),
    ELEMENT("EmbeddedObject", MI_INSTANCE, QUALIFIERS(Q_IN, Q_OUT, Q_EMBEDDED_OBJECT)),
    IN_OUT("Booleans", ARRAY_OF(MI_BOOLEAN)),
    IN_OUT("Uint8s", ARRAY_OF(MI_UINT8)),
    IN_OUT("Sint8s", ARRAY_OF(MI_SINT8)),
    IN_OUT("Uint16s", ARRAY_OF(MI_UINT16)),
    IN_OUT("Sint16s", ARRAY_OF(MI_SINT16)),
    IN_OUT("Uint32s", ARRAY_OF(MI_UINT32)),
    IN_OUT("Sint32s", ARRAY_OF(MI_SINT32)),
    IN_OUT("Uint64s", ARRAY_OF(MI_UINT64)),
    IN_OUT("Sint64s", ARRAY_OF(MI_SINT64)),
    IN_OUT("Real32s", ARRAY_OF(MI_REAL32)),
    IN_OUT("Real64s", ARRAY_OF(MI_REAL64)),
    IN_OUT("Char16s", ARRAY_OF(MI_CHAR16)),
    IN_OUT("Datetimes", ARRAY_OF(MI_DATETIME)),
    IN_OUT("Strings", ARRAY_OF(MI_STRING)),
    IN_OUT_OF("References", ARRAY_OF(MI_REFERENCE), "Test_Base"),
    ELEMENT_OF("EmbeddedArray", ARRAY_OF(MI_INSTANCE), "Test_Point",
               QUALIFIERS(Q_IN, Q_OUT, Q_EMBEDDED_INSTANCE("Test_Point"))),
};

static const ElementDecl ADD[] = {
    REQUIRED_IN("A", MI_SINT32),
    REQUIRED_IN("B", MI_SINT32),
    ELEMENT("Sum", MI_SINT32, QUALIFIERS(Q_REQUIRED, Q_NOT_IN, Q_OUT)),
};
static const ElementDecl FAIL[] = {REQUIRED_IN("Result", MI_UINT32), IN("Message", MI_STRING),
                                   IN("Details", MI_BOOLEAN)};
static const ElementDecl PROMPT[] = {IN("Message", MI_STRING), IN("Count", MI_UINT32), IN("Critical", MI_BOOLEAN),
                                     OUT("Confirmed", MI_UINT32)};
static const ElementDecl MESSAGES[] = {REQUIRED_IN("Count", MI_UINT32)};
static const ElementDecl WRITE_ERRORS[] = {REQUIRED_IN("Count", MI_UINT32), OUT("Continued", MI_UINT32)};
static const ElementDecl STREAMS[] = {
    REQUIRED_IN("Count", MI_UINT32), /* chunks of each stream */
    IN("Size", MI_UINT32),           /* items in each chunk */
    ELEMENT("Numbers", ARRAY_OF(MI_UINT32), QUALIFIERS(Q_NOT_IN, Q_OUT, Q_STREAM)),
    ELEMENT("Texts", ARRAY_OF(MI_STRING), QUALIFIERS(Q_NOT_IN, Q_OUT, Q_STREAM)),
    ELEMENT_OF("Points", ARRAY_OF(MI_INSTANCE), "Test_Point",
               QUALIFIERS(Q_NOT_IN, Q_OUT, Q_STREAM, Q_EMBEDDED_INSTANCE("Test_Point"))),
};
static const ElementDecl SLEEP[] = {REQUIRED_IN("Milliseconds", MI_UINT32)};
static const ElementDecl RENAME[] = {REQUIRED_IN("Caption", MI_STRING), OUT("Previous", MI_STRING)};
static const ElementDecl IDENTIFY[] = {OUT("Id", MI_STRING), OUT("Keys", MI_UINT32)};

#define PARAMETERS(table) {table, sizeof table / sizeof *table}

static const MethodDecl METHOD_TABLE[] = {
    {T("Echo"), MI_UINT32, PARAMETERS(ECHO), QUALIFIERS(Q_DESCRIPTION("Answers with what it was given."), Q_STATIC)},
    {T("Add"), MI_UINT32, PARAMETERS(ADD), QUALIFIERS(Q_STATIC)},
    {T("Fail"), MI_UINT32, PARAMETERS(FAIL), QUALIFIERS(Q_STATIC)},
    {T("Prompt"), MI_UINT32, PARAMETERS(PROMPT), QUALIFIERS(Q_STATIC)},
    {T("Messages"), MI_UINT32, PARAMETERS(MESSAGES), QUALIFIERS(Q_STATIC)},
    {T("Progress"), MI_UINT32, PARAMETERS(MESSAGES), QUALIFIERS(Q_STATIC)},
    {T("WriteErrors"), MI_UINT32, PARAMETERS(WRITE_ERRORS), QUALIFIERS(Q_STATIC)},
    {T("Streams"), MI_UINT32, PARAMETERS(STREAMS), QUALIFIERS(Q_STATIC)},
    {T("Sleep"), MI_UINT32, PARAMETERS(SLEEP), QUALIFIERS(Q_STATIC)},
    {T("Never"), MI_UINT32, NONE, QUALIFIERS(Q_STATIC)},
    {T("Rename"), MI_STRING, PARAMETERS(RENAME), NONE},
    {T("Identify"), MI_UINT32, PARAMETERS(IDENTIFY),
     QUALIFIERS(Q_VALUE_MAP(T("0"), T("1"), T("2..4095")),
                Q_VALUES(T("Completed"), T("Not Supported"), T("Reserved")))},
    {T("Reset"), MI_VOID, NONE, QUALIFIERS(Q_DESCRIPTION("Returns nothing."))},
};

const ClassDecl CLASS_SERVICE = {
    MAIN_NAMESPACE, T("Test_Service"),
    T("Test_Base"), QUALIFIERS(Q_DESCRIPTION("Methods with every kind of parameter.")),
    NONE,           {METHOD_TABLE, sizeof METHOD_TABLE / sizeof *METHOD_TABLE},
};
