/* Test_Everything: a property of every type, and of an array of every type that a property may have. */
#include "schema-notation.h"
#include "schema-tables.h"

#define WRITABLE(name, type) ELEMENT(name, type, QUALIFIERS(Q_WRITE))

static const ElementDecl PROPERTIES[] = {
    WRITABLE("Boolean", MI_BOOLEAN),
    WRITABLE("Uint8", MI_UINT8),
    WRITABLE("Sint8", MI_SINT8),
    WRITABLE("Uint16", MI_UINT16),
    WRITABLE("Sint16", MI_SINT16),
    WRITABLE("Uint32", MI_UINT32),
    WRITABLE("Sint32", MI_SINT32),
    WRITABLE("Uint64", MI_UINT64),
    WRITABLE("Sint64", MI_SINT64),
    WRITABLE("Real32", MI_REAL32),
    WRITABLE("Real64", MI_REAL64),
    WRITABLE("Char16", MI_CHAR16),
    WRITABLE("Timestamp", MI_DATETIME),
    WRITABLE("Interval", MI_DATETIME),
    WRITABLE("String", MI_STRING),
    ELEMENT_OF("Reference", MI_REFERENCE, "Test_Base", QUALIFIERS(Q_WRITE)),
    /* A class as a type, as Microsoft writes it, and EmbeddedInstance, as DMTF does: MI reports both the same way. */
    ELEMENT_OF("Embedded", MI_INSTANCE, "Test_Point", QUALIFIERS(Q_WRITE)),
    ELEMENT_OF("EmbeddedString", MI_INSTANCE, "Test_Point", QUALIFIERS(Q_WRITE, Q_EMBEDDED_INSTANCE("Test_Point"))),
    ELEMENT("EmbeddedObject", MI_INSTANCE, QUALIFIERS(Q_WRITE, Q_EMBEDDED_OBJECT)),
    WRITABLE("Booleans", ARRAY_OF(MI_BOOLEAN)),
    WRITABLE("Uint8s", ARRAY_OF(MI_UINT8)),
    WRITABLE("Sint8s", ARRAY_OF(MI_SINT8)),
    WRITABLE("Uint16s", ARRAY_OF(MI_UINT16)),
    WRITABLE("Sint16s", ARRAY_OF(MI_SINT16)),
    WRITABLE("Uint32s", ARRAY_OF(MI_UINT32)),
    WRITABLE("Sint32s", ARRAY_OF(MI_SINT32)),
    WRITABLE("Uint64s", ARRAY_OF(MI_UINT64)),
    WRITABLE("Sint64s", ARRAY_OF(MI_SINT64)),
    WRITABLE("Real32s", ARRAY_OF(MI_REAL32)),
    WRITABLE("Real64s", ARRAY_OF(MI_REAL64)),
    WRITABLE("Char16s", ARRAY_OF(MI_CHAR16)),
    WRITABLE("Datetimes", ARRAY_OF(MI_DATETIME)),
    WRITABLE("Strings", ARRAY_OF(MI_STRING)),
    ELEMENT_OF("EmbeddedStrings", ARRAY_OF(MI_INSTANCE), "Test_Point",
               QUALIFIERS(Q_WRITE, Q_EMBEDDED_INSTANCE("Test_Point"))),
    ELEMENT("EmbeddedObjects", ARRAY_OF(MI_INSTANCE), QUALIFIERS(Q_WRITE, Q_EMBEDDED_OBJECT)),
};

const ClassDecl CLASS_EVERYTHING = {
    MAIN_NAMESPACE,
    T("Test_Everything"),
    T("Test_Base"),
    QUALIFIERS(Q_VERSION("1.2.3"), Q_DESCRIPTION("A property of every type.")),
    {PROPERTIES, sizeof PROPERTIES / sizeof *PROPERTIES},
    NONE,
};
