package org.pxebootstack.contract.definition;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/**
 * Text of a definition in, definition or problems out. Pure: it knows nothing of other definitions,
 * images or the disk.
 */
public final class VmDefinitionParser {
  private VmDefinitionParser() {}

  /**
   * Reads one definition.
   *
   * @param file the file's name, for the problems
   * @param json its content, UTF-8
   */
  public static ParsedDefinition parse(String file, byte[] json) {
    List<Problem> problems = new ArrayList<>();
    @Nullable JsonNode root;
    try {
      root = JsonTree.read(json);
    } catch (JacksonException e) {
      return notJson(file, where(e));
    }
    if (root == null || !root.isObject()) {
      return notJson(file, root == null ? "the file is empty" : "there is no { ... } around it");
    }
    JsonFields fields = new JsonFields(file, "", root, problems);

    MachineName name = fields.required("name", "name the machine, such as web1", MachineName::new);
    MacAddress mac =
        fields.required(
            "mac",
            "write the MAC address of the network card that boots, such as 52:54:00:12:34:56",
            VmDefinitionParser::unicast);
    Role role = fields.optional("role", text -> constant(Role.class, text));
    Architecture arch = fields.required("arch", "write x86_64 or aarch64", Architecture::parse);
    InetAddress ip = fields.optional("ip", VmDefinitionParser::ipv4Address);
    IpNetwork subnet = fields.optional("subnet", VmDefinitionParser::ipv4Network);
    InetAddress ipv6 = fields.optional("ipv6", VmDefinitionParser::ipv6Address);
    IpNetwork subnetv6 = fields.optional("subnetv6", VmDefinitionParser::ipv6Network);
    inside(fields, "ip", ip, subnet);
    inside(fields, "ipv6", ipv6, subnetv6);
    boolean pxeboot = fields.flag("pxeboot");
    Function<String, DistroName> distroName = DistroName::new;
    DistroName distro =
        pxeboot
            ? fields.required("distro", "say what to install, such as debian-13", distroName)
            : fields.optional("distro", distroName);
    SshKey sshKey = fields.optional("ssh_key", text -> new SshKey(text.strip()));
    ImageFile kernel = fields.optional("kernel", ImageFile::new);
    ImageFile initrd = fields.optional("initrd", ImageFile::new);
    InstallSettings install = install(fields.nested("install"), pxeboot);

    if (!problems.isEmpty()) {
      return new ParsedDefinition.Invalid(mac, name, problems);
    }
    return new ParsedDefinition.Valid(
        new VmDefinition(
            file,
            Objects.requireNonNull(name),
            Objects.requireNonNullElse(role, Role.TARGET),
            Objects.requireNonNull(arch),
            Objects.requireNonNull(mac),
            ip,
            subnet,
            ipv6,
            subnetv6,
            pxeboot,
            distro,
            sshKey,
            kernel,
            initrd,
            install));
  }

  private static InstallSettings install(JsonFields fields, boolean pxeboot) {
    InstallSettings unset = InstallSettings.DEFAULT;
    InstallPolicy policy = fields.optional("policy", text -> constant(InstallPolicy.class, text));
    WipePolicy wipe = fields.optional("wipe", text -> constant(WipePolicy.class, text));
    DiskHint hint = disk(fields.nested("disk"));
    KernelArguments kernelArgs = fields.optional("kernel_args", KernelArguments::new);
    Set<UserName> names = new HashSet<>();
    List<InstallSettings.User> users = fields.each("users", each -> user(each, names));
    String userData = fields.optional("user_data", VmDefinitionParser::printable);
    LiveName live = fields.optional("live", LiveName::new);
    if (live != null && pxeboot) {
      fields.complain(
          "live", live.value(), "stands beside pxeboot, which installs", "leave out one of them");
    }
    boolean secureBoot = fields.flag("secure_boot");
    if (secureBoot && live == null) {
      fields.complain(
          "secure_boot",
          "true",
          "counts for live systems alone",
          "leave it out, or name one with install.live");
    }
    InstallSettings settings =
        new InstallSettings(
            Objects.requireNonNullElse(policy, unset.policy()),
            hint,
            Objects.requireNonNullElse(wipe, unset.wipe()),
            kernelArgs,
            users,
            userData,
            live,
            secureBoot);
    return settings.equals(unset) ? unset : settings; // one for the thousands that say nothing
  }

  private static DiskHint disk(JsonFields fields) {
    DataSize least = fields.optional("min_size", DataSize::parse);
    DataSize most = fields.optional("max_size", DataSize::parse);
    if (least != null && most != null && least.bytes() > most.bytes()) {
      fields.complain(
          "max_size", most.toString(), "is less than min_size, " + least, "correct one of them");
    }
    return new DiskHint(
        fields.optional("by_id", VmDefinitionParser::diskId),
        fields.optional("serial", VmDefinitionParser::serialNumber),
        fields.optional("wwn", VmDefinitionParser::worldWideName),
        fields.optional("path", VmDefinitionParser::devicePath),
        least,
        most,
        fields.optionalFlag("rotational"));
  }

  private static InstallSettings.@Nullable User user(JsonFields fields, Set<UserName> others) {
    UserName name =
        fields.required("name", "name the user, such as admin", VmDefinitionParser::besidesLogin);
    if (name != null && !others.add(name)) {
      fields.complain("name", name.value(), "is the name of another user too", "leave out one");
    }
    List<SshKey> keys = fields.texts("ssh_keys", text -> new SshKey(text.strip()));
    PasswordHash hash = fields.optional("password_hash", PasswordHash::new);
    return name == null ? null : new InstallSettings.User(name, keys, hash);
  }

  /** Of two users with one name cloud-init makes one, without the keys of the other. */
  private static UserName besidesLogin(String text) {
    UserName name = new UserName(text);
    if (name.equals(InstallSettings.LOGIN_USER)) {
      throw new InvalidValueException(
          text, "is the user that every machine has", "leave it out here; its key is ssh_key");
    }
    return name;
  }

  private static ParsedDefinition notJson(String file, String why) {
    return new ParsedDefinition.Invalid(
        null,
        null,
        List.of(Problem.ofFile(file, "is not a JSON object (" + why + ")", "correct the file")));
  }

  /**
   * The place and the kind only: Jackson's own words quote what stands there, perhaps a password.
   */
  private static String where(JacksonException e) {
    String why =
        switch (e) {
          case UnexpectedEndOfInputException _ -> "it ends too early";
          case StreamConstraintsException _ -> "it is nested too deeply, or holds too much";
          default ->
              e.getOriginalMessage().startsWith("Duplicate") ? "a key stands there twice" : "wrong";
        };
    return e.getLocation() == null
        ? why
        : "%s at line %d, column %d"
            .formatted(why, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static MacAddress unicast(String text) {
    MacAddress mac = MacAddress.parse(text);
    if (!mac.isUnicast()) {
      throw new InvalidValueException(
          text, "is not the address of one card", "write the card's own");
    }
    return mac;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    List<String> allowed = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      String written = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (written.equals(text)) {
        return each;
      }
      allowed.add(written);
    }
    throw new InvalidValueException(text, "is not known", "write " + String.join(" or ", allowed));
  }

  private static InetAddress ipv4Address(String text) {
    return host(text, Inet4Address.class, "write an IPv4 address such as 192.168.105.10");
  }

  private static InetAddress ipv6Address(String text) {
    return host(text, Inet6Address.class, "write an IPv6 address such as fd00::10");
  }

  private static InetAddress host(String text, Class<? extends InetAddress> family, String cure) {
    InetAddress address = IpNetwork.parseAddress(text);
    if (!family.isInstance(address)) {
      throw new InvalidValueException(text, "is of the other IP family", cure);
    }
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress()
        || address.isLinkLocalAddress()) {
      throw new InvalidValueException(text, "can't be reserved for a machine", cure);
    }
    return address;
  }

  private static IpNetwork ipv4Network(String text) {
    return network(text, Inet4Address.class, "write an IPv4 network such as 192.168.105.0/24");
  }

  private static IpNetwork ipv6Network(String text) {
    return network(text, Inet6Address.class, "write an IPv6 network such as fd00::/64");
  }

  private static IpNetwork network(String text, Class<? extends InetAddress> family, String cure) {
    IpNetwork network = IpNetwork.parse(text);
    if (!family.isInstance(network.address())) {
      throw new InvalidValueException(text, "is of the other IP family", cure);
    }
    return network;
  }

  private static void inside(
      JsonFields fields, String field, @Nullable InetAddress ip, @Nullable IpNetwork network) {
    if (ip == null || network == null) {
      return;
    }
    if (!network.contains(ip)) {
      fields.complain(field, IpNetwork.text(ip), "lies outside " + network, "correct one of them");
    } else if (network.isNetworkAddress(ip) || network.isBroadcastAddress(ip)) {
      fields.complain(
          field,
          IpNetwork.text(ip),
          "is not an address for a machine, it stands for the whole of " + network,
          "choose another one inside it");
    }
  }

  /** What no YAML can hold (YAML 1.1, c-printable) would break the whole of the user-data. */
  private static String printable(String text) {
    if (!text.matches(
        "[\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]*")) {
      throw InvalidValueException.hiding(
          "the text has control characters, or others that YAML can't hold",
          "write plain text with line ends only");
    }
    return text;
  }

  private static String diskId(String text) {
    return matching(
        text,
        "[A-Za-z0-9._:+=@-]{1,255}",
        "is not a name in /dev/disk/by-id",
        "write one, such as nvme-Samsung_SSD_990_S1");
  }

  private static String serialNumber(String text) {
    return matching(
        text,
        "[\\x20-\\x7e]{1,128}",
        "is not a serial number",
        "write it as lsblk --output SERIAL shows it");
  }

  private static String worldWideName(String text) {
    return matching(
        text,
        "[A-Za-z0-9._-]{1,128}",
        "is not a World Wide Name",
        "write it as lsblk --output WWN shows it");
  }

  private static String devicePath(String text) {
    return matching(
        text,
        "/dev/[A-Za-z0-9/._:-]{1,255}",
        "is not a device",
        "write a path such as /dev/nvme0n1");
  }

  private static String matching(String text, String allowed, String complaint, String cure) {
    if (!text.matches(allowed)) {
      throw new InvalidValueException(text, complaint, cure);
    }
    return text;
  }
}
