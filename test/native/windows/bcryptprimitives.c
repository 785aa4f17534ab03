/* Wine 8 lacks bcryptprimitives.dll, which native packages written in Rust ask for random bytes. */
#include <stddef.h>

unsigned char __stdcall SystemFunction036(void *buffer, unsigned long size);

__declspec(dllexport) int __stdcall ProcessPrng(void *buffer, size_t size) {
  return SystemFunction036(buffer, (unsigned long)size);
}
