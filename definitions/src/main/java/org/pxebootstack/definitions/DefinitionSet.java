package org.pxebootstack.definitions;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;

/**
 * All definitions of one moment. Immutable, looked up in constant time.
 *
 * <p>Two definitions never share a name, a MAC or an IP address: of those that do, the one whose
 * file name sorts first is used, whichever was there first, so that every program and every restart
 * agrees; the others are problems.
 */
public final class DefinitionSet {
  public static final DefinitionSet EMPTY = of(List.of(), List.of(), Set.of());

  private final List<VmDefinition> all = new ArrayList<>();
  private final Map<String, VmDefinition> byName = new HashMap<>();
  private final Map<MacAddress, VmDefinition> byMac = new HashMap<>();
  private final Map<InetAddress, VmDefinition> byAddress = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<MacAddress, List<Problem>> problemsByMac = new HashMap<>();
  private final Map<String, List<Problem>> problemsByName = new HashMap<>();
  private final Map<VmDefinition, List<Problem>> clashesByOwner = new HashMap<>();
  private final List<Problem> problemsOfUnknownMachines = new ArrayList<>();
  private final Set<String> noReboot;

  private DefinitionSet(Set<String> noReboot) {
    this.noReboot = Set.copyOf(noReboot);
  }

  /**
   * @param files in the order of their names
   * @param general problems of no file in particular
   * @param noReboot the machines that stay in the installer
   */
  static DefinitionSet of(
      Collection<DefinitionFile> files, List<Problem> general, Set<String> noReboot) {
    DefinitionSet set = new DefinitionSet(noReboot);
    set.report(null, null, general);
    for (DefinitionFile each : files) {
      set.report(each.mac(), each.name(), each.problems());
      if (each.lastGood() != null) {
        set.add(each.lastGood());
      }
    }
    set.problems.sort(Comparator.comparing(Problem::sentence));
    return set;
  }

  private void add(VmDefinition definition) {
    List<Problem> clashes = new ArrayList<>();
    String name = key(definition.name());
    clash(clashes, definition, "name", definition.name().value(), byName.get(name));
    clash(clashes, definition, "mac", definition.mac().toString(), byMac.get(definition.mac()));
    clashOfAddress(clashes, definition, "ip", definition.ip());
    clashOfAddress(clashes, definition, "ipv6", definition.ipv6());
    if (!clashes.isEmpty()) {
      report(definition.mac(), definition.name(), clashes);
      return;
    }
    all.add(definition);
    byName.put(name, definition);
    byMac.put(definition.mac(), definition);
    if (definition.ip() != null) {
      byAddress.put(definition.ip(), definition);
    }
    if (definition.ipv6() != null) {
      byAddress.put(definition.ipv6(), definition);
    }
  }

  private void clashOfAddress(
      List<Problem> clashes, VmDefinition definition, String field, @Nullable InetAddress ip) {
    if (ip != null) {
      clash(clashes, definition, field, IpNetwork.text(ip), byAddress.get(ip));
    }
  }

  private void clash(
      List<Problem> clashes,
      VmDefinition definition,
      String field,
      String value,
      @Nullable VmDefinition owner) {
    if (owner != null) {
      Problem problem =
          new Problem(
              definition.file(),
              field,
              value,
              "also stands in " + owner.file() + ", which is used",
              "give each machine its own");
      clashes.add(problem);
      clashesByOwner.computeIfAbsent(owner, each -> new ArrayList<>()).add(problem);
    }
  }

  private void report(@Nullable MacAddress mac, @Nullable MachineName name, List<Problem> found) {
    problems.addAll(found);
    if (name != null && !found.isEmpty()) {
      problemsByName.computeIfAbsent(key(name), each -> new ArrayList<>()).addAll(found);
    }
    if (mac == null) {
      problemsOfUnknownMachines.addAll(found);
    } else if (!found.isEmpty()) {
      problemsByMac.computeIfAbsent(mac, each -> new ArrayList<>()).addAll(found);
    }
  }

  private static String key(MachineName name) {
    return name.value().toLowerCase(Locale.ROOT);
  }

  /** The definitions that can be used, in the order of their files' names. */
  public List<VmDefinition> all() {
    return List.copyOf(all);
  }

  public int size() {
    return all.size();
  }

  public Optional<VmDefinition> byMac(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  /** By name in any case, as DNS has it. */
  public Optional<VmDefinition> byName(MachineName name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** The definition that reserves this address. */
  public Optional<VmDefinition> byAddress(InetAddress address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** Whether {@code <name>.noreboot} stands beside the definition. */
  public boolean staysInInstaller(VmDefinition definition) {
    return noReboot.contains(definition.name().value());
  }

  /** What is wrong, sorted by file. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The problems of files that are known to be meant for this machine. */
  public List<Problem> problemsOf(MacAddress mac) {
    return List.copyOf(problemsByMac.getOrDefault(mac, List.of()));
  }

  /** The problems of files that are known to be meant for a machine of this name, in any case. */
  public List<Problem> problemsOf(MachineName name) {
    return List.copyOf(problemsByName.getOrDefault(key(name), List.of()));
  }

  /**
   * The problems that a usable definition has part in: of its own file, of others that are meant
   * for the same machine, and of others that claim what it has. Sorted by file.
   */
  public List<Problem> problemsAbout(VmDefinition definition) {
    Set<Problem> found = new TreeSet<>(Comparator.comparing(Problem::sentence));
    problems.stream().filter(each -> each.file().equals(definition.file())).forEach(found::add);
    found.addAll(problemsOf(definition.mac()));
    found.addAll(problemsOf(definition.name()));
    found.addAll(clashesByOwner.getOrDefault(definition, List.of()));
    return List.copyOf(found);
  }

  /** The problems of files that could be meant for any machine, since their MAC can't be read. */
  public List<Problem> problemsOfUnknownMachines() {
    return List.copyOf(problemsOfUnknownMachines);
  }
}
