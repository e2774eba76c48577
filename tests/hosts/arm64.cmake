# Debian's cross compiler: the hosts as programs for Linux on arm64. CMAKE_SYSROOT is given on the command line.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
# the compiler looks into its own C library first, which is newer than the system root's
set(library "-isystem ${CMAKE_SYSROOT}/usr/include/aarch64-linux-gnu -isystem ${CMAKE_SYSROOT}/usr/include")
file(GLOB standard LIST_DIRECTORIES true /usr/aarch64-linux-gnu/include/c++/*)
set(CMAKE_C_FLAGS_INIT "${library}")
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++ -isystem ${standard} -isystem ${standard}/aarch64-linux-gnu ${library}")
# and so is its C++ library
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static-libstdc++ -static-libgcc")
# cmake runs the file for its own tests too
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CMAKE_SYSROOT)
