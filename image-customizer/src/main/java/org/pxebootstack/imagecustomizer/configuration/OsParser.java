package org.pxebootstack.imagecustomizer.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;

/** The key {@code os}. */
final class OsParser {
  private final ContentParser contents;

  OsParser(ContentParser contents) {
    this.contents = contents;
  }

  Os os(Section fields) {
    for (String each : List.of("bootloader", "selinux", "overlays", "uki", "imageHistory")) {
      fields.refuse(each, "has no meaning for a live system of Debian or Ubuntu");
    }
    Os os =
        new Os(
            packages(fields.nested("packages")),
            fields.optional("hostname", MachineName::new),
            fields.each("groups", OsParser::group),
            users(fields),
            fields.each("additionalDirs", this::directory),
            fields.each("additionalFiles", this::file),
            services(fields.nested("services")),
            fields.each("modules", OsParser::module),
            arguments(fields),
            cloudInit(fields.nested("cloudInit"), fields.has("cloudInit")));
    fields.refuseOthers();
    return os;
  }

  /** {@code kernelCommandLine.extraCommandLine}: a list or, in older files, one text. */
  static List<String> arguments(Section fields) {
    Section line = fields.nested("kernelCommandLine");
    String key = "extraCommandLine";
    List<String> arguments = List.of();
    if (line.isList(key)) {
      arguments = line.texts(key, Allowed::kernelArgument);
    } else {
      String text = line.optional(key, Allowed::kernelArgument);
      arguments = text == null ? List.of() : List.of(text);
    }
    line.refuseOthers();
    return arguments;
  }

  private static Os.Packages packages(Section fields) {
    Os.Packages packages =
        new Os.Packages(
            fields.flag("updateExistingPackages"),
            fields.texts("install", Allowed::packageName),
            fields.texts("remove", Allowed::packageName),
            fields.texts("update", Allowed::packageName));
    fields.refuseOthers();
    return packages;
  }

  private static Os.@Nullable Group group(Section fields) {
    UserName name = fields.required("name", "name the group", UserName::new);
    Integer gid = fields.optional("gid", Allowed::id);
    return name == null ? null : new Os.Group(name, gid);
  }

  private List<Os.User> users(Section fields) {
    Set<UserName> names = new HashSet<>();
    return fields.each("users", each -> user(each, names));
  }

  private Os.@Nullable User user(Section fields, Set<UserName> others) {
    UserName name = fields.required("name", "name the user, such as admin", UserName::new);
    if (name != null && !others.add(name)) {
      fields.complain("name", name.value(), "is the name of another user too", "leave out one");
    }
    Os.User user =
        new Os.User(
            Objects.requireNonNullElse(name, new UserName("nobody")),
            fields.optional("uid", Allowed::id),
            password(fields.nested("password")),
            fields.optional("passwordExpiresDays", Allowed::days),
            fields.texts("sshPublicKeys", text -> new SshKey(text.strip())),
            contents.files(fields, "sshPublicKeyPaths"),
            fields.optional("primaryGroup", UserName::new),
            fields.texts("secondaryGroups", UserName::new),
            fields.optional("startupCommand", Allowed::destination),
            fields.optional("homeDirectory", Allowed::destination));
    return name == null ? null : user;
  }

  private static @Nullable PasswordHash password(Section fields) {
    String type = fields.optional("type", OsParser::passwordType);
    PasswordHash hash = fields.optional("value", PasswordHash::new);
    if ("hashed".equals(type) && !fields.has("value")) {
      fields.complain("value", null, "is missing", "write what openssl passwd -6 prints");
    }
    if (type == null && fields.has("value") && !fields.has("type")) {
      fields.complain("type", null, "is missing", "write hashed");
    }
    if ("locked".equals(type) && fields.has("value")) {
      fields.complain("value", null, "stands beside locked", "leave it out");
    }
    fields.refuseOthers();
    return hash;
  }

  private static String passwordType(String text) {
    if (!Set.of("hashed", "locked").contains(text)) {
      throw new InvalidValueException(
          text,
          "is not taken: the image would be made from a password that anybody can read",
          "write hashed, and what openssl passwd -6 prints as value");
    }
    return text;
  }

  private Os.@Nullable Directory directory(Section fields) {
    String source = contents.directory(fields, "source");
    String destination = fields.required("destination", "say where it goes", Allowed::destination);
    String permissions = fields.optional("newDirPermissions", Allowed::permissions);
    String filePermissions = fields.optional("childFilePermissions", Allowed::permissions);
    return source == null || destination == null
        ? null
        : new Os.Directory(
            source, destination, Objects.requireNonNullElse(permissions, "755"), filePermissions);
  }

  private Os.@Nullable File file(Section fields) {
    ImageConfiguration.Content content = contents.content(fields, "source");
    String destination = fields.required("destination", "say where it goes", Allowed::destination);
    String permissions = fields.optional("permissions", Allowed::permissions);
    return content == null || destination == null
        ? null
        : new Os.File(content, destination, permissions);
  }

  private static Os.Services services(Section fields) {
    Os.Services services =
        new Os.Services(
            fields.texts("enable", Allowed::service), fields.texts("disable", Allowed::service));
    Set<String> both = new HashSet<>(services.enable());
    both.retainAll(services.disable());
    both.forEach(each ->
        fields.complain("disable", each, "stands under enable too", "leave out one of them"));
    fields.refuseOthers();
    return services;
  }

  private static Os.@Nullable Module module(Section fields) {
    String name = fields.required("name", "name the kernel module", Allowed::moduleName);
    Os.LoadMode mode =
        fields.optional("loadMode", text -> Allowed.constant(Os.LoadMode.class, text));
    List<String> options = fields.pairs("options", Allowed::moduleOption);
    if (mode == Os.LoadMode.DISABLE && !options.isEmpty()) {
      fields.complain("options", null, "stand beside disable", "leave one of them out");
    }
    return name == null
        ? null
        : new Os.Module(name, Objects.requireNonNullElse(mode, Os.LoadMode.INHERIT), options);
  }

  private static Os.@Nullable CloudInit cloudInit(Section fields, boolean wanted) {
    Os.CloudInit seed =
        new Os.CloudInit(
            fields.optional("userData", text -> text),
            fields.optional("metaData", text -> text),
            fields.optional("networkConfig", text -> text));
    fields.refuseOthers();
    return wanted ? seed : null;
  }
}
