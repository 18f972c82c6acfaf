package org.pxebootstack.definitions;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
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

  private final SortedMap<String, VmDefinition> byName = new TreeMap<>();
  private final Map<MacAddress, VmDefinition> byMac = new HashMap<>();
  private final Map<String, MacAddress> macOfBrokenFile = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> noReboot;

  private DefinitionSet(Set<String> noReboot) {
    this.noReboot = Set.copyOf(noReboot);
  }

  /** A file that can't be used, with the MAC that it was meant for where that could be read. */
  record BrokenFile(@Nullable MacAddress mac, List<Problem> problems) {}

  static DefinitionSet of(
      List<VmDefinition> definitions, List<BrokenFile> broken, Set<String> noReboot) {
    DefinitionSet set = new DefinitionSet(noReboot);
    for (BrokenFile each : broken) {
      set.report(each.mac(), each.problems());
    }
    Map<String, String> taken = new HashMap<>();
    definitions.stream()
        .sorted(Comparator.comparing(VmDefinition::file))
        .forEach(each -> set.add(each, taken));
    set.problems.sort(Comparator.comparing(Problem::sentence));
    return set;
  }

  private void add(VmDefinition definition, Map<String, String> taken) {
    Map<String, @Nullable Object> identities = new TreeMap<>();
    identities.put("name", definition.name().value().toLowerCase(Locale.ROOT));
    identities.put("mac", definition.mac());
    identities.put("ip", hostAddress(definition.ip()));
    identities.put("ipv6", hostAddress(definition.ipv6()));
    List<Problem> clashes = new ArrayList<>();
    identities.forEach((field, value) -> {
      String owner = value == null ? null : taken.get(field + " " + value);
      if (owner != null) {
        String complaint =
            value + " also stands in " + owner + ", which is used; give each machine its own";
        clashes.add(new Problem(definition.file(), field, complaint));
      }
    });
    if (!clashes.isEmpty()) {
      report(definition.mac(), clashes);
      return;
    }
    identities.forEach((field, value) -> taken.put(field + " " + value, definition.file()));
    byName.put(definition.name().value(), definition);
    byMac.put(definition.mac(), definition);
  }

  private static @Nullable String hostAddress(@Nullable InetAddress address) {
    return address == null ? null : address.getHostAddress();
  }

  private void report(@Nullable MacAddress mac, List<Problem> found) {
    problems.addAll(found);
    if (mac != null) {
      found.forEach(each -> macOfBrokenFile.put(each.file(), mac));
    }
  }

  /** The definitions that can be used, by name. */
  public List<VmDefinition> all() {
    return List.copyOf(byName.values());
  }

  public Optional<VmDefinition> byMac(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  public Optional<VmDefinition> byName(MachineName name) {
    return Optional.ofNullable(byName.get(name.value()));
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
    return problems.stream().filter(each -> mac.equals(macOfBrokenFile.get(each.file()))).toList();
  }

  /** The problems of files that could be meant for any machine, since their MAC can't be read. */
  public List<Problem> problemsOfUnknownMachines() {
    return problems.stream().filter(each -> !macOfBrokenFile.containsKey(each.file())).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DefinitionSet that
        && byName.equals(that.byName)
        && problems.equals(that.problems)
        && macOfBrokenFile.equals(that.macOfBrokenFile)
        && noReboot.equals(that.noReboot);
  }

  @Override
  public int hashCode() {
    return byName.hashCode() * 31 + problems.hashCode();
  }
}
