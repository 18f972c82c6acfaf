package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Definitions that change at random; names, cards and addresses go from one to the other. */
final class ChangingMachines {
  private static final int MACHINES = 300;
  private static final int ADDRESSES = 400;
  private static final int FIRST_NUMBER = 10_000;
  private static final long PAUSE_MILLIS = 1;

  private final Path vms;
  private final Random random = new Random(20261125);
  private final List<File> files = new ArrayList<>();

  private final List<String> names =
      new ArrayList<>(IntStream.range(0, MACHINES).mapToObj(i -> "changing" + i).toList());
  private final List<Integer> hosts =
      new ArrayList<>(IntStream.range(FIRST_NUMBER, FIRST_NUMBER + ADDRESSES).boxed().toList());

  /** Each machine that is not defined now, as it last was. */
  private final List<DefinedMachine> undefined = new ArrayList<>();

  private int written;

  private record File(Path path, DefinedMachine machine) {}

  ChangingMachines(Path vms) {
    this.vms = vms;
    for (int i = 0; i < MACHINES; i++) {
      undefined.add(new DefinedMachine(names.get(i), FIRST_NUMBER + i, hosts.get(i)));
    }
  }

  List<DefinedMachine> there() {
    return files.stream().map(File::machine).toList();
  }

  /** Cards without a definition, each with the address it had and a name that nobody has. */
  List<DefinedMachine> gone() {
    return IntStream.range(0, undefined.size())
        .mapToObj(i -> undefined.get(i).called(names.get(i)))
        .toList();
  }

  void change(int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      changeOne();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void changeOne() throws IOException {
    // At half of them, about as many appear as vanish.
    if (random.nextInt(MACHINES) >= files.size() && random.nextInt(3) == 0) {
      DefinedMachine machine = takeOne(undefined).called(takeOne(names)).at(takeOne(hosts));
      Path path = freshPath();
      var _ = Files.writeString(path, machine.json());
      files.add(new File(path, machine));
      return;
    }
    if (files.isEmpty()) {
      return;
    }
    File file = takeOne(files);
    DefinedMachine before = file.machine();
    switch (random.nextInt(6)) {
      case 0 -> {
        Files.delete(file.path());
        names.add(before.name());
        hosts.add(before.host());
        undefined.add(before);
      }
      case 1 -> {
        Path renamed = Files.move(file.path(), freshPath());
        files.add(new File(renamed, before));
      }
      case 2 -> {
        DefinedMachine renamed = before.called(takeOne(names));
        names.add(before.name());
        Path part = Files.writeString(vms.resolve(".part"), renamed.json());
        Files.move(part, file.path(), StandardCopyOption.ATOMIC_MOVE);
        files.add(new File(file.path(), renamed));
      }
      case 3 -> {
        Files.writeString(file.path(), before.json().substring(0, random.nextInt(60)));
        Files.writeString(file.path(), before.json());
        files.add(file);
      }
      default -> {
        DefinedMachine moved = before.at(takeOne(hosts));
        hosts.add(before.host());
        Files.writeString(file.path(), moved.json());
        files.add(new File(file.path(), moved));
      }
    }
  }

  private Path freshPath() {
    return vms.resolve("changing-file" + written++ + ".json");
  }

  private <T> T takeOne(List<T> list) {
    return list.remove(random.nextInt(list.size()));
  }
}
