package org.pxebootstack.imagecustomizer.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.KernelArguments;

/** What each kind of value may be made of, since it goes into a script or a command line. */
final class Allowed {
  /** What dracut's livenet and url-lib load from. */
  private static final Set<String> PROTOCOLS = Set.of("ftp", "http", "https", "nfs", "tftp");

  private static final String URL_CHARACTERS = "[A-Za-z0-9._~:/@%+=,\\[\\]-]{1,512}";
  private static final String PATH_CHARACTERS = "[A-Za-z0-9._/@:+=~-]{1,512}";

  private Allowed() {}

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException(text, "is neither", "write true or false");
    };
  }

  /** One of an enumeration's constants, written in lower case with hyphens. */
  static <E extends Enum<E>> E constant(Class<E> type, String text) {
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

  /** One argument of a kernel command line, or several with spaces between. */
  static String kernelArgument(String text) {
    if (text.isBlank()) {
      throw new InvalidValueException(text, "is an empty argument", "write one, or leave it out");
    }
    return new KernelArguments(text).value();
  }

  /** Where livenet can load from. */
  static String url(String text) {
    String cure = "write a URL such as http://192.168.105.1/live/rescue";
    int colon = text.indexOf("://");
    if (colon < 1) {
      throw new InvalidValueException(text, "is not a URL", cure);
    }
    if (!PROTOCOLS.contains(text.substring(0, colon))) {
      throw new InvalidValueException(
          text,
          "has a protocol that the initramfs can't load by",
          "write ftp, http, https, nfs or tftp");
    }
    try {
      if (!text.matches(URL_CHARACTERS) || URI.create(text).getHost() == null) {
        throw new InvalidValueException(text, "is not a URL", cure);
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(text, "is not a URL", cure);
    }
    return text;
  }

  /** An absolute path in the root file system. */
  static String destination(String text) {
    if (text.isBlank()) {
      throw new InvalidValueException(text, "is an empty destination", "write an absolute path");
    }
    if (!text.startsWith("/") || text.endsWith("/") || !isPath(text)) {
      throw new InvalidValueException(
          text,
          "is not a destination",
          "write an absolute path such as /etc/motd, without .. and spaces");
    }
    return text;
  }

  /** A path below the artifacts' directory, with or without a slash in front. */
  static String artifactDestination(String text) {
    if (text.isBlank()) {
      throw new InvalidValueException(
          text, "is an empty destination", "write a path below the artifacts");
    }
    String relative = text.startsWith("/") ? text.substring(1) : text;
    if (relative.isEmpty()
        || relative.startsWith(".")
        || relative.endsWith("/")
        || !isPath(relative)) {
      throw new InvalidValueException(
          text,
          "is not a destination",
          "write a path below the artifacts such as /files/license.txt");
    }
    return relative;
  }

  private static boolean isPath(String text) {
    return text.matches(PATH_CHARACTERS)
        && !text.contains("//")
        && !("/" + text + "/").contains("/../")
        && !("/" + text + "/").contains("/./");
  }

  /** A file of this host; which one is for the file system to say. */
  static String path(String text) {
    if (text.isBlank() || !text.matches("[^\\p{Cntrl}]{1,1024}")) {
      throw new InvalidValueException(text, "is not a path", "name a file beside this one");
    }
    return text;
  }

  static String permissions(String text) {
    return matching(
        text, "[0-7]{3,4}", "are no permissions", "write octal digits in quotes, such as \"644\"");
  }

  static String packageName(String text) {
    return matching(
        text,
        "[a-z0-9][a-z0-9+.-]{1,127}(:[a-z0-9]{1,16})?(=[A-Za-z0-9.+~:-]{1,128})?",
        "is not a package",
        "write a name such as openssh-server");
  }

  static String service(String text) {
    return matching(
        text,
        "[A-Za-z0-9:_.@][A-Za-z0-9:_.@-]{0,127}",
        "is not a service",
        "write its name, such as ssh");
  }

  static String moduleName(String text) {
    return matching(
        text, "[A-Za-z0-9_-]{1,64}", "is not a kernel module", "write a name such as nbd");
  }

  static String moduleOption(String text) {
    return matching(
        text,
        "[A-Za-z0-9_.]{1,64}=[A-Za-z0-9_.,:/+@-]{1,256}",
        "is not an option of a module",
        "write key: value, of letters, digits and _.,:/+@-");
  }

  static int id(String text) {
    String number =
        matching(text, "[0-9]{1,5}", "is not a numeric id", "write a number from 0 to 65533");
    int id = Integer.parseInt(number);
    if (id > 65533) {
      throw new InvalidValueException(
          text, "is not a numeric id", "write a number from 0 to 65533");
    }
    return id;
  }

  static int days(String text) {
    return Integer.parseInt(
        matching(text, "[0-9]{1,5}", "is not a number of days", "write one such as 90"));
  }

  static String environmentValue(String text) {
    return matching(
        text,
        "[A-Za-z_][A-Za-z0-9_]{0,63}=\\P{Cntrl}{0,1024}",
        "is not a variable",
        "write NAME: value on one line");
  }

  static String argument(String text) {
    return matching(text, "\\P{Cntrl}{0,1024}", "is not an argument", "write it on one line");
  }

  static String interpreter(String text) {
    return destination(text);
  }

  private static String matching(String text, String allowed, String complaint, String cure) {
    if (!text.matches(allowed)) {
      throw new InvalidValueException(text, complaint, cure);
    }
    return text;
  }
}
