# Debian's cross compiler: the hosts as programs for Linux on arm64. CMAKE_SYSROOT is given on the command line.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
# the compiler looks for its own C and C++ libraries first, which are newer than the system root's
set(library "${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu")
set(headers "-isystem ${CMAKE_SYSROOT}/usr/include/aarch64-linux-gnu -isystem ${CMAKE_SYSROOT}/usr/include")
file(GLOB standard LIST_DIRECTORIES true "${CMAKE_SYSROOT}/usr/include/c++/*")
get_filename_component(version "${standard}" NAME)
set(CMAKE_C_FLAGS_INIT "${headers}")
set(CMAKE_CXX_FLAGS_INIT
    "-nostdinc++ -isystem ${standard} -isystem ${CMAKE_SYSROOT}/usr/include/aarch64-linux-gnu/c++/${version} ${headers}")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-B${library} -L${CMAKE_SYSROOT}/usr/lib/gcc/aarch64-linux-gnu/${version} -static-libstdc++ -static-libgcc")
# cmake runs the file for its own tests too
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CMAKE_SYSROOT)
