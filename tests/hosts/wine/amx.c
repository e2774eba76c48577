/* Preloaded into Wine: asks for AMX, which Windows gives every program and Linux one that asks. ONNX Runtime for Windows uses it
 * where the processor has it, and without the permission ends with an illegal instruction. */
#include <sys/syscall.h>
#include <unistd.h>

enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };

__attribute__((constructor)) static void ask(void)
{
    /* it fails where there is no AMX */
    syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA);
}
