package org.pxebootstack.rendering.explanation;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.rendering.ipxe.BootRule;
import org.pxebootstack.rendering.ipxe.BootSpec;

/** What becomes of a machine that asks for its script. */
sealed interface Outcome {

  /** It is told why not, and its firmware goes on. */
  record Refused(String sentence) implements Outcome {}

  /**
   * Its firmware goes on with its next boot device.
   *
   * @param reason as it goes on after the machine's name
   */
  record LeftToDisk(String reason) implements Outcome {}

  /**
   * It boots over the network.
   *
   * @param image null where it starts a live system
   */
  record Booted(BootSpec spec, @Nullable DistroImage image) implements Outcome {}

  static Outcome of(Situation situation) {
    VmDefinition vm = situation.vm();
    Optional<String> refusal = BootRule.reasonForRefusal(vm);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    Optional<String> reason =
        BootRule.reasonForDisk(vm, situation.installed(), situation.diskAsked());
    if (reason.isPresent()) {
      return new LeftToDisk(reason.get());
    }
    LiveManifest live = situation.live();
    if (live != null) {
      return new Booted(BootSpec.live(vm, live, situation.base()), null);
    }
    DistroImage image = situation.image();
    if (image == null) {
      return new Refused(
          Objects.requireNonNull(situation.imageProblem(), "why there is no image").sentence());
    }
    return new Booted(BootSpec.of(vm, image, situation.base()), image);
  }
}
