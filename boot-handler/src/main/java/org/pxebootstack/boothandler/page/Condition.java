package org.pxebootstack.boothandler.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineState;

/** What people want to know of a machine at a glance; what needs one of them comes first. */
enum Condition {
  FAILED("failed", "\u2716", Group.ATTENTION),
  SILENT("silent", "\u26a0", Group.ATTENTION),
  UNUSABLE("not usable", "\u26a0", Group.ATTENTION),
  UNKNOWN("not defined", "?", Group.ATTENTION),
  INSTALLING("installing", "\u25b6", Group.BUSY),
  STARTING("starting", "\u25b7", Group.BUSY),
  WAITING("waiting", "\u25cb", Group.WAITING),
  INSTALLED("installed", "\u25cf", Group.DONE),
  READY("ready", "\u2714", Group.DONE);

  /** What can be asked for. */
  enum Group {
    ATTENTION("Needs a person"),
    BUSY("Installing"),
    WAITING("Waiting"),
    DONE("Installed");

    private final String label;

    Group(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** As it stands in a URL. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Group of(@Nullable String key) {
      for (Group each : values()) {
        if (each.key().equals(key)) {
          return each;
        }
      }
      return null;
    }
  }

  /** An installer reports twice a second, whatever it does. */
  static final Duration SILENCE = Duration.ofMinutes(2);

  private final String word;
  private final String sign;
  private final Group group;

  Condition(String word, String sign, Group group) {
    this.word = word;
    this.sign = sign;
    this.group = group;
  }

  String word() {
    return word;
  }

  /** Says without colour what the colour says. */
  String sign() {
    return sign;
  }

  Group group() {
    return group;
  }

  /** For the style sheet. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Condition of(MachineState state, Instant now) {
    return switch (state.state()) {
      case FAILED -> FAILED;
      case DEFINED -> WAITING;
      case SCRIPT_SERVED -> STARTING;
      case INSTALLING -> now.isAfter(state.changedAt().plus(SILENCE)) ? SILENT : INSTALLING;
      case INSTALLED -> INSTALLED;
      case READY -> READY;
    };
  }
}
