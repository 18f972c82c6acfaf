package org.pxebootstack.boothandler.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens to nginx, which alone knows when a file has been sent: it says so by syslog, to this
 * program's own port number, but by UDP.
 */
@Component
class DeliveryLog implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
  private static final int LONGEST_LINE = 4096;

  private final BootHandlerSettings settings;
  private final CurrentPlan plan;
  private final Deliveries deliveries;
  private volatile @Nullable DatagramChannel channel;

  DeliveryLog(BootHandlerSettings settings, CurrentPlan plan, Deliveries deliveries) {
    this.settings = settings;
    this.plan = plan;
    this.deliveries = deliveries;
  }

  @Override
  public void start() {
    if (plan.get().isEmpty() || settings.proxyKey().isEmpty()) {
      return;
    }
    int port = settings.deliveryPort();
    try {
      DatagramChannel opened =
          DatagramChannel.open()
              .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      channel = opened;
      Thread.ofPlatform().name("deliveries").daemon().start(() -> listen(opened));
    } catch (IOException e) {
      LOG.error(
          "UDP port {} of 127.0.0.1 can't be used ({}); machines boot, but how far they are is not"
              + " told",
          port,
          e.getMessage());
    }
  }

  private void listen(DatagramChannel opened) {
    ByteBuffer line = ByteBuffer.allocate(LONGEST_LINE);
    while (opened.isOpen()) {
      try {
        line.clear();
        var _ = opened.receive(line);
        String text = StandardCharsets.ISO_8859_1.decode(line.flip()).toString();
        Delivery.parse(text, settings.proxyKey()).ifPresent(deliveries::note);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warn("a line of nginx's was not understood", e);
      }
    }
  }

  @Override
  public void stop() {
    DatagramChannel opened = channel;
    channel = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        LOG.debug("closing", e);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return channel != null;
  }
}
