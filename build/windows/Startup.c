/* Where a Windows program begins when it is linked without Visual C++: the pieces of Microsoft's static start-up library that compiled
   .NET code asks for, on top of the C runtime that is part of Windows. Compiled by mingw-w64's GCC, see docs/windows.md. */
#include <stddef.h>
#include <stdint.h>

#define FROM_WINDOWS __declspec(dllimport)
#define IN_SECTION(name) __attribute__((section(name), used))
#define KEPT __attribute__((used))

FROM_WINDOWS void GetSystemTimeAsFileTime(uint64_t *time);
FROM_WINDOWS int QueryPerformanceCounter(uint64_t *count);
FROM_WINDOWS uint32_t GetCurrentThreadId(void);
FROM_WINDOWS uint32_t GetCurrentProcessId(void);
FROM_WINDOWS void *malloc(size_t bytes);
FROM_WINDOWS void free(void *memory);

/* fail-fast codes of winnt.h */
enum { StackCookieFailed = 2, RangeCheckFailed = 8 };

__attribute__((noreturn)) static void failFast(uint32_t code)
{
    __asm__ volatile("int $0x29" : : "c"(code));
    __builtin_unreachable();
}

/* Initialisers. Compilers put pointers to them into .CRT$XI? and .CRT$XC?; the linker sorts the sections by name, so that they lie
   between these ends. Gaps are null. */
typedef int (*Initialiser)(void);
typedef void (*Constructor)(void);
IN_SECTION(".CRT$XIA") static Initialiser initialisers[1] = {0};
IN_SECTION(".CRT$XIZ") static Initialiser initialisersEnd[1] = {0};
IN_SECTION(".CRT$XCA") static Constructor constructors[1] = {0};
IN_SECTION(".CRT$XCZ") static Constructor constructorsEnd[1] = {0};

/* The compiler is not to know that these point into arrays of one. */
#define HIDE_ARRAYS(at, end) __asm__("" : "+r"(at), "+r"(end))

static void callAll(Constructor *at, Constructor *end)
{
    HIDE_ARRAYS(at, end);
    for (; at < end; at++)
        if (*at != NULL)
            (*at)();
}

/* Initialisers of each thread's own variables, as above. */
IN_SECTION(".CRT$XDA") static Constructor threadConstructors[1] = {0};
IN_SECTION(".CRT$XDZ") static Constructor threadConstructorsEnd[1] = {0};

/* Thread-local storage. The linker takes a symbol of the name _tls_used for the image's directory of it. */
enum { ThreadAttach = 2 };
typedef void (*ThreadCallback)(void *module, uint32_t reason, void *reserved);
typedef struct {
    char *first, *end;
    uint32_t *index;
    ThreadCallback *callbacks;
    uint32_t zeroes, characteristics;
} ThreadDirectory;
IN_SECTION(".tls") static char threadFirst[8] = {0};
IN_SECTION(".tls$ZZZ") static char threadEnd[8] = {0};
IN_SECTION(".tls$") char __tls_guard = 0; /* compiled code asks it whether this thread's initialisers have run */
void __dyn_tls_init(void *module, uint32_t reason, void *reserved);
IN_SECTION(".CRT$XLA") static ThreadCallback threadBegin[1] = {0};
IN_SECTION(".CRT$XLC") static ThreadCallback threadInitialises[1] = {__dyn_tls_init};
IN_SECTION(".CRT$XLZ") static ThreadCallback threadNull[1] = {0};
uint32_t _tls_index = 0;
KEPT const ThreadDirectory _tls_used = {threadFirst, threadEnd, &_tls_index, threadBegin + 1, 0, 0};

/* This thread's copy of a variable whose pattern lies at that place. */
static char *ofThisThread(const char *pattern)
{
    char **blocks;
    __asm__("movq %%gs:0x58, %0" : "=r"(blocks));
    return blocks[_tls_index] + (pattern - threadFirst);
}

KEPT void __dyn_tls_init(void *module, uint32_t reason, void *reserved)
{
    (void)module;
    (void)reserved;
    if (reason != ThreadAttach || *ofThisThread(&__tls_guard))
        return;
    *ofThisThread(&__tls_guard) = 1;
    callAll(threadConstructors, threadConstructorsEnd);
}

KEPT void __dyn_tls_on_demand_init(void) { __dyn_tls_init(NULL, ThreadAttach, NULL); }

/* It says: this image computes with floating point. */
int _fltused = 0x9875;

/* The stack cookie: a number nobody can guess, which functions put between their buffers and their return address. */
static const uintptr_t unsetCookie = 0x00002B992DDFA232;
uintptr_t __security_cookie = 0x00002B992DDFA232;

static void chooseCookie(void)
{
    uint64_t time = 0, count = 0;
    GetSystemTimeAsFileTime(&time);
    QueryPerformanceCounter(&count);
    uintptr_t cookie = (uintptr_t)&time ^ time ^ (count << 32) ^ count ^ GetCurrentThreadId() ^ ((uint64_t)GetCurrentProcessId() << 16);
    /* a string function that overruns stops at the two zero bytes */
    cookie &= 0x0000FFFFFFFFFFFF;
    __security_cookie = cookie == 0 || cookie == unsetCookie ? unsetCookie + 1 : cookie;
}

KEPT static void cookieFailed(void) { failFast(StackCookieFailed); }

KEPT __attribute__((noreturn)) void __report_rangecheckfailure(void) { failFast(RangeCheckFailed); }

/* Compiled code expects these two to keep every register but rcx, and r10 and r11 with the second: plain C would not.
   __chkstk touches each page of the stack between here and rax bytes below, top first. */
__asm__(
    ".globl __security_check_cookie\n"
    "__security_check_cookie:\n"
    "  cmpq __security_cookie(%rip), %rcx\n"
    "  jne cookieFailed\n"
    "  ret\n"
    ".globl __chkstk\n"
    "__chkstk:\n"
    "  movq %rax, %r10\n"
    "  leaq 8(%rsp), %r11\n"
    "1: cmpq $4096, %r10\n"
    "  jb 2f\n"
    "  subq $4096, %r11\n"
    "  testb %al, (%r11)\n"
    "  subq $4096, %r10\n"
    "  jmp 1b\n"
    "2: subq %r10, %r11\n"
    "  testb %al, (%r11)\n"
    "  ret\n");

/* What an exception calls as it passes a frame that holds a cookie. The handler's data: the cookie's place from the frame, three flags
   in the lowest bits, and with flag 4 how the frame was aligned. */
typedef struct { uint32_t begin, end, unwindInfo; } FunctionEntry;
typedef struct {
    uint64_t controlPc, imageBase;
    const FunctionEntry *function;
    uint64_t establisherFrame, targetPc;
    void *context, *handler;
    const int32_t *data;
} DispatcherContext;

int __GSHandlerCheck(void *record, char *frame, void *context, const DispatcherContext *dispatcher)
{
    enum { Aligned = 4, Flags = 7, ContinueSearch = 1 };
    (void)record;
    (void)context;
    const int32_t *data = dispatcher->data;
    char *base = frame;
    if (data[0] & Aligned)
        base = (char *)((uintptr_t)(frame + data[1]) & (uintptr_t) - (intptr_t)data[2]);
    uintptr_t kept = *(uintptr_t *)(base + (data[0] & ~Flags));
    /* it was mixed with the frame's address: the frame register, which lies 16 times its offset above the frame */
    const uint8_t *unwind = (const uint8_t *)(dispatcher->imageBase + dispatcher->function->unwindInfo);
    uint8_t frameRegister = unwind[3];
    uintptr_t mixedWith = (uintptr_t)frame + ((frameRegister & 0x0F) != 0 ? frameRegister & 0xF0u : 0u);
    if ((kept ^ mixedWith) != __security_cookie)
        cookieFailed();
    return ContinueSearch;
}

/* Control flow guard: some of the runtime's objects were compiled for it. This image does not ask Windows for it, so nothing is checked. */
KEPT static void checkNothing(void) {}
__asm__("callTarget: jmp *%rax\n");
extern void callTarget(void);
void (*const __guard_check_icall_fptr)(void) = checkNothing;
void (*const __guard_dispatch_icall_fptr)(void) = callTarget;

/* Windows' C runtime has it, mingw-w64's import library has not. */
size_t strnlen(const char *text, size_t most)
{
    size_t length = 0;
    while (length < most && text[length] != 0)
        length++;
    return length;
}

/* C++'s operators, under Visual C++'s names for them. */
KEPT static void *allocate(size_t bytes) { return malloc(bytes > 0 ? bytes : 1); }
#define OPERATOR(name, body) __asm__(".globl \"" name "\"\n\"" name "\": jmp " body "\n")
OPERATOR("??2@YAPEAX_K@Z", "allocate");                              /* new */
OPERATOR("??_U@YAPEAX_K@Z", "allocate");                             /* new[] */
OPERATOR("??2@YAPEAX_KAEBUnothrow_t@std@@@Z", "allocate");           /* new (std::nothrow) */
OPERATOR("??_U@YAPEAX_KAEBUnothrow_t@std@@@Z", "allocate");          /* new[] (std::nothrow) */
KEPT static void release(void *memory) { free(memory); }
OPERATOR("??3@YAXPEAX@Z", "release");                                /* delete */
OPERATOR("??3@YAXPEAX_K@Z", "release");                              /* delete of a known size */
OPERATOR("??_V@YAXPEAX@Z", "release");                               /* delete[] */
OPERATOR("??_V@YAXPEAX_K@Z", "release");                             /* delete[] of a known size */
extern const char nothrow __asm__("\"?nothrow@std@@3Unothrow_t@1@B\"");  /* std::nothrow */
const char nothrow = 0;

/* atexit: what this image asked for, when this image ends. */
typedef int (*ExitFunction)(void);
typedef struct { ExitFunction *first, *last, *end; } ExitTable;
FROM_WINDOWS int _initialize_onexit_table(ExitTable *table);
FROM_WINDOWS int _register_onexit_function(ExitTable *table, ExitFunction function);
FROM_WINDOWS int _execute_onexit_table(ExitTable *table);
static ExitTable atEnd;

int atexit(void (*function)(void)) { return _register_onexit_function(&atEnd, (ExitFunction)function); }

static int begin(void)
{
    chooseCookie();
    if (_initialize_onexit_table(&atEnd) != 0)
        return 0;
    Initialiser *at = initialisers, *end = initialisersEnd;
    HIDE_ARRAYS(at, end);
    for (; at < end; at++)
        if (*at != NULL && (*at)() != 0)
            return 0;
    callAll(constructors, constructorsEnd);
    return 1;
}

#ifdef IS_LIBRARY

int _DllMainCRTStartup(void *module, uint32_t reason, void *ends)
{
    enum { Detach = 0, Attach = 1 };
    (void)module;
    if (reason == Attach)
        return begin();
    /* at the end of the process everything else is already gone */
    if (reason == Detach && ends == NULL)
        _execute_onexit_table(&atEnd);
    return 1;
}

#else

FROM_WINDOWS void _set_app_type(int type);
FROM_WINDOWS int _configure_wide_argv(int mode);
FROM_WINDOWS int _initialize_wide_environment(void);
FROM_WINDOWS int *__p___argc(void);
FROM_WINDOWS wchar_t ***__p___wargv(void);
FROM_WINDOWS __attribute__((noreturn)) void exit(int code);
int wmain(int count, wchar_t **arguments);

void wmainCRTStartup(void)
{
    enum { ConsoleProgram = 1, ArgumentsAsTheyAre = 1, CannotBegin = 255 };
    _set_app_type(ConsoleProgram);
    if (_configure_wide_argv(ArgumentsAsTheyAre) != 0 || _initialize_wide_environment() != 0 || !begin())
        exit(CannotBegin);
    int code = wmain(*__p___argc(), *__p___wargv());
    _execute_onexit_table(&atEnd);
    exit(code);
}

#endif
