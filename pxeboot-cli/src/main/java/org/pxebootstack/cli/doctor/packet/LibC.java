package org.pxebootstack.cli.doctor.packet;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The socket calls of the C library that Java has nothing for: its sockets begin above IP. */
@SuppressWarnings("restricted") // calls into C are what this class is for
final class LibC {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

  static final MethodHandle SOCKET = function("socket", of(JAVA_INT, JAVA_INT, JAVA_INT));
  static final MethodHandle BIND = function("bind", of(JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle SETSOCKOPT =
      function("setsockopt", of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle RECVFROM =
      function(
          "recvfrom",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle CLOSE = function("close", of(JAVA_INT));

  private LibC() {}

  private static FunctionDescriptor of(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  /** A call of the C library that returned -1. */
  static final class FailedCallException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    FailedCallException(int errno) {
      super("error " + errno);
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  /**
   * Calls one of the functions.
   *
   * @return what it returned, which is not negative
   */
  static long call(MethodHandle function, Object... arguments) throws FailedCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      List<Object> all = new ArrayList<>(List.of(state));
      all.addAll(Arrays.asList(arguments));
      long result = ((Number) function.invokeWithArguments(all)).longValue();
      if (result < 0) {
        throw new FailedCallException((int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (FailedCallException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a C function threw a Java exception", e);
    }
  }
}
