/* MIT's GSSAPI, which counts what it hands out and what is given back. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef void *P;
typedef uint32_t I;
typedef struct { size_t length; P value; } Buffer;

static int names, credentials, contexts, buffers;

static P original(const char *name) {
  P function = dlsym(dlopen("libgssapi_krb5.so.2", RTLD_NOW), name);
  if (function == NULL) abort();
  return function;
}

/* A handle is counted when a call has made it where there was none, and when a call has taken it away. */
static int change(P before, P after) { return (after != NULL) - (before != NULL); }

#define COUNT(counter, handle, call) \
  P before = *(P *)(handle); \
  I status = (call); \
  __atomic_add_fetch(&(counter), change(before, *(P *)(handle)), __ATOMIC_SEQ_CST); \
  return status

/* A buffer that was not filled has no address. */
static I filled(I status, Buffer *buffer) {
  if (buffer->value != NULL) __atomic_add_fetch(&buffers, 1, __ATOMIC_SEQ_CST);
  return status;
}

I gss_import_name(P m, P text, P type, P name) {
  COUNT(names, name, ((I(*)(P, P, P, P))original("gss_import_name"))(m, text, type, name));
}
I gss_release_name(P m, P name) { COUNT(names, name, ((I(*)(P, P))original("gss_release_name"))(m, name)); }
I gss_acquire_cred(P m, P name, I time, P mechanisms, I usage, P made, P actual, P rest) {
  COUNT(credentials, made, ((I(*)(P, P, I, P, I, P, P, P))original("gss_acquire_cred"))(
      m, name, time, mechanisms, usage, made, actual, rest));
}
I gss_acquire_cred_with_password(P m, P name, P password, I time, P mechanisms, I usage, P made, P actual, P rest) {
  COUNT(credentials, made, ((I(*)(P, P, P, I, P, I, P, P, P))original("gss_acquire_cred_with_password"))(
      m, name, password, time, mechanisms, usage, made, actual, rest));
}
I gss_release_cred(P m, P made) { COUNT(credentials, made, ((I(*)(P, P))original("gss_release_cred"))(m, made)); }
I gss_init_sec_context(P m, P credential, P context, P target, P mechanism, I flags, I time, P bindings, P in, P actual,
                       Buffer *out, P agreed, P rest) {
  COUNT(contexts, context, filled(((I(*)(P, P, P, P, P, I, I, P, P, P, P, P, P))original("gss_init_sec_context"))(
      m, credential, context, target, mechanism, flags, time, bindings, in, actual, out, agreed, rest), out));
}
I gss_delete_sec_context(P m, P context, P out) {
  COUNT(contexts, context, ((I(*)(P, P, P))original("gss_delete_sec_context"))(m, context, out));
}
I gss_wrap(P m, P context, I encrypt, I quality, P in, P encrypted, Buffer *out) {
  return filled(((I(*)(P, P, I, I, P, P, P))original("gss_wrap"))(m, context, encrypt, quality, in, encrypted, out), out);
}
I gss_unwrap(P m, P context, P in, Buffer *out, P encrypted, P quality) {
  return filled(((I(*)(P, P, P, P, P, P))original("gss_unwrap"))(m, context, in, out, encrypted, quality), out);
}
I gss_get_mic(P m, P context, I quality, P in, Buffer *out) {
  return filled(((I(*)(P, P, I, P, P))original("gss_get_mic"))(m, context, quality, in, out), out);
}
I gss_verify_mic(P m, P context, P in, P mic, P quality) {
  return ((I(*)(P, P, P, P, P))original("gss_verify_mic"))(m, context, in, mic, quality);
}
I gss_display_status(P m, I code, I kind, P mechanism, P more, Buffer *out) {
  return filled(((I(*)(P, I, I, P, P, P))original("gss_display_status"))(m, code, kind, mechanism, more, out), out);
}
I gss_release_buffer(P m, Buffer *buffer) {
  if (buffer->value != NULL) __atomic_sub_fetch(&buffers, 1, __ATOMIC_SEQ_CST);
  return ((I(*)(P, P))original("gss_release_buffer"))(m, buffer);
}

/* One digit each. */
I unreleased(void) { return (I)(names * 1000 + credentials * 100 + contexts * 10 + buffers); }
