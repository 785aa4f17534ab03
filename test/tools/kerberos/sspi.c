/*
 * Windows' SSPI as its client sees it, without its security: what it was given it puts into its tokens, and messages
 * are only turned around. Compiled for Windows, it takes the structures of Windows' own header, so that the compiler
 * compares them with the layouts below, which are those that Linux' compiler gives them, too.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#define SECURITY_WIN32
#include <windows.h>
#include <sspi.h>
typedef unsigned short Char;
#else
#define SEC_ENTRY __attribute__((visibility("default")))
typedef int32_t SECURITY_STATUS;
typedef uint16_t Char;
typedef struct { uintptr_t dwLower, dwUpper; } SecHandle;
typedef struct { uint32_t cbBuffer, BufferType; void *pvBuffer; } SecBuffer;
typedef struct { uint32_t ulVersion, cBuffers; SecBuffer *pBuffers; } SecBufferDesc;
typedef struct { uint32_t cbMaxToken, cbMaxSignature, cbBlockSize, cbSecurityTrailer; } SecPkgContext_Sizes;
typedef struct {
  uint32_t dwInitiatorAddrType, cbInitiatorLength, dwInitiatorOffset;
  uint32_t dwAcceptorAddrType, cbAcceptorLength, dwAcceptorOffset;
  uint32_t cbApplicationDataLength, dwApplicationDataOffset;
} SEC_CHANNEL_BINDINGS;
typedef struct {
  Char *User; uint32_t UserLength;
  Char *Domain; uint32_t DomainLength;
  Char *Password; uint32_t PasswordLength;
  uint32_t Flags;
} SEC_WINNT_AUTH_IDENTITY_W;
#endif

#define AT(type, member, offset) _Static_assert(offsetof(type, member) == (offset), #type "." #member)
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)
SIZE(SecHandle, 16);
AT(SecBuffer, cbBuffer, 0); AT(SecBuffer, BufferType, 4); AT(SecBuffer, pvBuffer, 8); SIZE(SecBuffer, 16);
AT(SecBufferDesc, cBuffers, 4); AT(SecBufferDesc, pBuffers, 8); SIZE(SecBufferDesc, 16);
AT(SecPkgContext_Sizes, cbMaxSignature, 4); AT(SecPkgContext_Sizes, cbBlockSize, 8);
AT(SecPkgContext_Sizes, cbSecurityTrailer, 12); SIZE(SecPkgContext_Sizes, 16);
AT(SEC_CHANNEL_BINDINGS, cbApplicationDataLength, 24); AT(SEC_CHANNEL_BINDINGS, dwApplicationDataOffset, 28);
SIZE(SEC_CHANNEL_BINDINGS, 32);
AT(SEC_WINNT_AUTH_IDENTITY_W, UserLength, 8); AT(SEC_WINNT_AUTH_IDENTITY_W, Domain, 16);
AT(SEC_WINNT_AUTH_IDENTITY_W, Password, 32); AT(SEC_WINNT_AUTH_IDENTITY_W, PasswordLength, 40);
AT(SEC_WINNT_AUTH_IDENTITY_W, Flags, 44); SIZE(SEC_WINNT_AUTH_IDENTITY_W, 48);

#ifdef _WIN32
/* The numbers of Windows' header. */
_Static_assert(SECBUFFER_DATA == 1 && SECBUFFER_TOKEN == 2 && SECBUFFER_PADDING == 9, "kinds of buffers");
_Static_assert(SECBUFFER_CHANNEL_BINDINGS == 14 && SECPKG_CRED_OUTBOUND == 2 && SECPKG_ATTR_SIZES == 0, "numbers");
_Static_assert(SEC_WINNT_AUTH_IDENTITY_UNICODE == 2 && SEC_I_CONTINUE_NEEDED == 0x00090312, "numbers");
_Static_assert((ISC_REQ_MUTUAL_AUTH | ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT | ISC_REQ_CONFIDENTIALITY |
                ISC_REQ_INTEGRITY) == 0x1001e, "what is asked for");
_Static_assert((ISC_RET_MUTUAL_AUTH | ISC_RET_REPLAY_DETECT | ISC_RET_SEQUENCE_DETECT | ISC_RET_CONFIDENTIALITY |
                ISC_RET_INTEGRITY) == 0x1001e, "what is agreed on");
_Static_assert((FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS) == 0x1200, "flags of texts");
_Static_assert((uint32_t)SEC_E_TARGET_UNKNOWN == 0x80090303 && (uint32_t)SEC_E_LOGON_DENIED == 0x8009030c &&
               (uint32_t)SEC_E_NO_CREDENTIALS == 0x8009030e && (uint32_t)SEC_E_NO_AUTHENTICATING_AUTHORITY == 0x80090311 &&
               (uint32_t)SEC_E_CONTEXT_EXPIRED == 0x80090317 && (uint32_t)SEC_E_WRONG_PRINCIPAL == 0x80090322 &&
               (uint32_t)SEC_E_TIME_SKEW == 0x80090324 && (uint32_t)SEC_E_KDC_UNABLE_TO_REFER == 0x80090341 &&
               (uint32_t)SEC_E_KDC_UNKNOWN_ETYPE == 0x80090342, "statuses");
/* The parameters, as Windows declares them. */
_Static_assert(_Generic(&AcquireCredentialsHandleW,
  SECURITY_STATUS (WINAPI *)(SEC_WCHAR *, SEC_WCHAR *, unsigned long, void *, void *, SEC_GET_KEY_FN, void *,
                             PCredHandle, PTimeStamp): 1), "AcquireCredentialsHandleW");
_Static_assert(_Generic(&InitializeSecurityContextW,
  SECURITY_STATUS (WINAPI *)(PCredHandle, PCtxtHandle, SEC_WCHAR *, unsigned long, unsigned long, unsigned long,
                             PSecBufferDesc, unsigned long, PCtxtHandle, PSecBufferDesc, unsigned long *,
                             PTimeStamp): 1), "InitializeSecurityContextW");
_Static_assert(_Generic(&EncryptMessage,
  SECURITY_STATUS (WINAPI *)(PCtxtHandle, unsigned long, PSecBufferDesc, unsigned long): 1), "EncryptMessage");
_Static_assert(_Generic(&DecryptMessage,
  SECURITY_STATUS (WINAPI *)(PCtxtHandle, PSecBufferDesc, unsigned long, unsigned long *): 1), "DecryptMessage");
#else

enum { OK = 0, CONTINUE = 0x90312, DATA = 1, TOKEN = 2, PADDING = 9, BINDINGS = 14 };
static const SECURITY_STATUS INVALID_HANDLE = (SECURITY_STATUS)0x80090301, LOGON_DENIED = (SECURITY_STATUS)0x8009030c,
                             WRONG_PRINCIPAL = (SECURITY_STATUS)0x80090322, ALTERED = (SECURITY_STATUS)0x8009030f;
/* What was given when the credential was acquired; and how many handles there are. */
static char acquired[512];
static int handles;

static void text(char *to, size_t size, const Char *from, size_t length) {
  size_t i = 0;
  for (; i < length && i + 1 < size && from[i] != 0; i++) to[i] = from[i] < 128 ? (char)from[i] : '?';
  to[i] = 0;
}

SEC_ENTRY SECURITY_STATUS AcquireCredentialsHandleW(Char *principal, Char *package, uint32_t use, void *logon,
    SEC_WINNT_AUTH_IDENTITY_W *identity, void *key, void *argument, SecHandle *credential, int64_t *expiry) {
  char name[64], user[64] = "-", domain[64] = "-", password[64] = "-";
  if (principal || logon || key || argument) return INVALID_HANDLE;
  text(name, sizeof name, package, sizeof name);
  if (identity) {
    if (identity->Flags != 2) return LOGON_DENIED;
    text(user, sizeof user, identity->User, identity->UserLength);
    text(domain, sizeof domain, identity->Domain, identity->DomainLength);
    text(password, sizeof password, identity->Password, identity->PasswordLength);
    if (strcmp(password, "wrong") == 0) return LOGON_DENIED;
  }
  snprintf(acquired, sizeof acquired, "%s %u %s %s %s", name, use, user, domain, password);
  *credential = (SecHandle){1, 2};
  *expiry = 0;
  handles++;
  return OK;
}

SEC_ENTRY SECURITY_STATUS FreeCredentialsHandle(SecHandle *credential) {
  if (credential->dwUpper != 2) return INVALID_HANDLE;
  handles--;
  return OK;
}

SEC_ENTRY SECURITY_STATUS InitializeSecurityContextW(SecHandle *credential, SecHandle *context, Char *target,
    uint32_t wanted, uint32_t reserved, uint32_t representation, SecBufferDesc *input, uint32_t reserved2,
    SecHandle *made, SecBufferDesc *output, uint32_t *flags, int64_t *expiry) {
  char name[128], binding[64] = "-";
  SecBuffer *token = output->pBuffers;
  if (credential->dwUpper != 2 || reserved || representation || reserved2) return INVALID_HANDLE;
  if (output->cBuffers != 1 || token->BufferType != TOKEN) return INVALID_HANDLE;
  text(name, sizeof name, target, sizeof name);
  SecBuffer *last = input ? &input->pBuffers[input->cBuffers - 1] : NULL;
  if (last && last->BufferType == BINDINGS) {
    SEC_CHANNEL_BINDINGS *given = last->pvBuffer;
    snprintf(binding, sizeof binding, "%.*s", (int)given->cbApplicationDataLength,
             (char *)given + given->dwApplicationDataOffset);
  }
  *expiry = 0;
  if (context == NULL) {
    *made = (SecHandle){3, 4};
    handles++;
    token->cbBuffer = (uint32_t)snprintf(token->pvBuffer, token->cbBuffer, "%s %s %x %s", acquired, name, wanted, binding);
    *flags = 0;
    return CONTINUE;
  }
  if (context->dwUpper != 4 || input == NULL || input->pBuffers[0].BufferType != TOKEN) return INVALID_HANDLE;
  SecBuffer *received = &input->pBuffers[0];
  token->cbBuffer = 0;
  *flags = received->cbBuffer == 4 && memcmp(received->pvBuffer, "weak", 4) == 0 ? 0x1000e : wanted;
  return received->cbBuffer == 5 && memcmp(received->pvBuffer, "other", 5) == 0 ? WRONG_PRINCIPAL : OK;
}

SEC_ENTRY SECURITY_STATUS DeleteSecurityContext(SecHandle *context) {
  if (context->dwUpper != 4) return INVALID_HANDLE;
  handles--;
  return OK;
}

SEC_ENTRY SECURITY_STATUS QueryContextAttributesW(SecHandle *context, uint32_t attribute, void *buffer) {
  if (context->dwUpper != 4 || attribute != 0) return INVALID_HANDLE;
  *(SecPkgContext_Sizes *)buffer = (SecPkgContext_Sizes){12000, 10, 8, 60};
  return OK;
}

static void turn(SecBuffer *data) {
  char *bytes = data->pvBuffer;
  for (uint32_t i = 0, j = data->cbBuffer; i + 1 < j; i++) {
    char byte = bytes[--j];
    bytes[j] = bytes[i];
    bytes[i] = byte;
  }
}

static int kinds(SecBufferDesc *list, uint32_t count, uint32_t first, uint32_t second) {
  return list->ulVersion == 0 && list->cBuffers == count && list->pBuffers[0].BufferType == first &&
         list->pBuffers[1].BufferType == second;
}

/* The signature is shorter than the most that it may be. One byte is added to the message. */
SEC_ENTRY SECURITY_STATUS EncryptMessage(SecHandle *context, uint32_t quality, SecBufferDesc *list, uint32_t number) {
  SecBuffer *buffers = list->pBuffers;
  if (context->dwUpper != 4 || quality || number || !kinds(list, 3, TOKEN, DATA)) return INVALID_HANDLE;
  if (buffers[2].BufferType != PADDING || buffers[0].cbBuffer != 60 || buffers[2].cbBuffer != 8) return INVALID_HANDLE;
  memcpy(buffers[0].pvBuffer, "sealed", buffers[0].cbBuffer = 6);
  memcpy(buffers[2].pvBuffer, "#", buffers[2].cbBuffer = 1);
  turn(&buffers[1]);
  return OK;
}

SEC_ENTRY SECURITY_STATUS DecryptMessage(SecHandle *context, SecBufferDesc *list, uint32_t number, uint32_t *quality) {
  SecBuffer *token = &list->pBuffers[0], *data = &list->pBuffers[1];
  if (context->dwUpper != 4 || number || !kinds(list, 2, TOKEN, DATA)) return INVALID_HANDLE;
  if (token->cbBuffer != 6) return ALTERED;
  *quality = memcmp(token->pvBuffer, "signed", 6) == 0 ? 0x80000001 : 0;
  data->cbBuffer--;
  turn(data);
  return OK;
}

SEC_ENTRY SECURITY_STATUS MakeSignature(SecHandle *context, uint32_t quality, SecBufferDesc *list, uint32_t number) {
  SecBuffer *token = &list->pBuffers[1];
  if (context->dwUpper != 4 || quality || number || !kinds(list, 2, DATA, TOKEN)) return INVALID_HANDLE;
  token->cbBuffer = (uint32_t)snprintf(token->pvBuffer, token->cbBuffer, "of %u", list->pBuffers[0].cbBuffer);
  return OK;
}

SEC_ENTRY SECURITY_STATUS VerifySignature(SecHandle *context, SecBufferDesc *list, uint32_t number, uint32_t *quality) {
  SecBuffer *token = &list->pBuffers[1];
  char expected[16];
  if (context->dwUpper != 4 || number || !kinds(list, 2, DATA, TOKEN)) return INVALID_HANDLE;
  *quality = 0;
  int length = snprintf(expected, sizeof expected, "of %u", list->pBuffers[0].cbBuffer);
  return token->cbBuffer == (uint32_t)length && memcmp(token->pvBuffer, expected, length) == 0 ? OK : ALTERED;
}

SEC_ENTRY uint32_t FormatMessageW(uint32_t flags, void *source, uint32_t status, uint32_t language, Char *buffer,
    uint32_t size, void *arguments) {
  if (flags != 0x1200 || source || language || size < 32 || arguments) return 0;
  char said[32];
  int length = snprintf(said, sizeof said, "words of %x\r\n", status);
  for (int i = 0; i < length; i++) buffer[i] = (Char)said[i];
  return (uint32_t)length;
}

SEC_ENTRY int open_handles(void) { return handles; }
#endif
