/* What is alive, what went wrong, and how the library is told to behave. Tests read and set it through control.c. */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stdint.h>

/* Everything here is zero when the last application is closed and the client kept its side of the contract. */
#define COUNTERS(X)                                                              \
  X(applications)                                                                \
  X(sessions)                                                                    \
  X(operations)                                                                  \
  X(destinationOptions)                                                          \
  X(operationOptions)                                                            \
  X(subscriptionOptions)                                                         \
  X(instances)       /* the client's own: NewInstance, Clone, extended errors */ \
  X(lentInstances)   /* handed to the client for a while: results, errors */     \
  X(storedInstances) /* of the server: its repository and copies of requests */  \
  X(classes)         /* the client's own: Clone, GetParentClass */               \
  X(lentClasses)     /* results */                                               \
  X(callbacks)       /* running now */                                           \
  X(threads)                                                                     \
  X(blocks) /* of memory */                                                      \
  X(bytes)

enum Counter {
#define COUNTER_ENUM(name) COUNT_##name,
  COUNTERS(COUNTER_ENUM)
#undef COUNTER_ENUM
      COUNTER_COUNT
};

void count(enum Counter counter, int64_t change);
int64_t counter_value(enum Counter counter);
const char *counter_name(enum Counter counter);

/* Notes that the client broke MI's contract. The format is printf's, in plain characters. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void violation(const char *format, ...);

/* Where the MI of Windows and OMI differ, the library is that of its platform. Tests may choose the other. */
#if defined(_WIN32)
#define ON_WINDOWS 1
#else
#define ON_WINDOWS 0
#endif

/* How the server behaves. The second column is the value at the start and after test_reset. */
#define SETTINGS(X)                                                                                             \
  X(answerDelay, 0)           /* µs before an operation's first answer */                                       \
  X(resultDelay, 0)           /* µs before each result of a stream */                                           \
  X(cancelDelay, 0)           /* µs from Cancel to its effect */                                                \
  X(manyCount, 1000)          /* instances of Test_Many */                                                      \
  X(indicationCount, 0)       /* indications of a subscription; 0: until cancelled */                           \
  X(indicationInterval, 1000) /* µs between two */                                                              \
  X(finalResult, 0)           /* 0 as MI does, 1 last result with more = 0, 2 an empty final result */          \
  X(resultsAfterCancel, 0)    /* instances still delivered to an enumeration after Cancel */                    \
  X(resultThreads, 0)         /* 1: each callback comes on another thread */                                    \
  X(failStart, 0)             /* MI_Result with which every operation fails while it is started */              \
  X(failInitialize, 0)        /* MI_Result of MI_Application_InitializeV1 */                                    \
  X(failNewSession, 0)        /* MI_Result of NewSession */                                                     \
  X(newSessionDelay, 0)       /* µs before NewSession returns */                                                \
  X(closeDelay, 0)            /* µs before a session is closed; a Close with a completion returns at once */    \
  X(neverClose, 0)            /* 1: no session is closed, for as long as it is set */                           \
  X(cancelBlocksClose, 0)     /* 1: as OMI: nor one with a cancelled operation other than a subscription */     \
  X(completeTwice, 0)         /* 1: the completion of a Close is called twice */                                \
  X(errorDetails, 1)          /* 0: errors come without an instance that details them */                        \
  X(errorMessages, 1)         /* 0: and without a message */                                                    \
  X(ignoreTimeout, 0)         /* 1: the timeout of operation options has no effect */                           \
  X(blockOutOfOrder, 0)       /* 1: a Close out of order waits, as MI's does; 0: it tidies up */                \
  X(refuseClass, 0)           /* 1: GetClass of Test_Refused answers ACCESS_DENIED */                           \
  X(systemClasses, 0)         /* 1: EnumerateClasses lists __NAMESPACE too */                                   \
  X(returnAsMIReturn, 0)      /* 1: methods return MIReturn, as OMI's do, instead of ReturnValue */             \
  X(propagateQualifiers, 1)   /* 0: classes lack the qualifiers that their superclass hands down */             \
  X(foreignLocale, 0)         /* 1: texts of qualifiers are German unless the session's UI locale is English */ \
  X(asWindows, ON_WINDOWS)    /* 1: as mi.dll (see README.md), 0: as OMI's libmi.so */                                \
  X(recordRequests, 0)        /* 1: test_last_request and test_last_session describe what came in */

enum Setting {
#define SETTING_ENUM(name, initial) SETTING_##name,
  SETTINGS(SETTING_ENUM)
#undef SETTING_ENUM
      SETTING_COUNT
};

int64_t setting_value(enum Setting setting);
#define SETTING(name) setting_value(SETTING_##name)

#endif
