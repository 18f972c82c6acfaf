package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pxebootstack.cli.doctor.packet.PacketSocketException;

/** Makes all checks side by side, since most of the time is spent listening. */
final class Doctor {
  private final List<Check> checks;

  Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** What all of them found, in their order. A check that could not be made is a finding too. */
  List<Finding> examine() throws IOException {
    List<Finding> all = new ArrayList<>();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Callable<List<Finding>>> tasks =
          checks.stream().map(each -> (Callable<List<Finding>>) () -> findings(each)).toList();
      for (Future<List<Finding>> each : threads.invokeAll(tasks)) {
        all.addAll(each.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("a check failed: " + e.getCause(), e);
    }
  }

  private static List<Finding> findings(Check check) {
    try {
      return check.findings();
    } catch (PacketSocketException e) {
      return List.of(unseen(check, e, e.cure()));
    } catch (IOException e) {
      return List.of(unseen(check, e, "put that right, and ask again"));
    }
  }

  private static Finding unseen(Check check, IOException e, String cure) {
    String why = String.valueOf(e.getMessage()).replace('\n', ' ');
    return Finding.problem(check.name(), "this could not be looked at: " + why, cure);
  }
}
