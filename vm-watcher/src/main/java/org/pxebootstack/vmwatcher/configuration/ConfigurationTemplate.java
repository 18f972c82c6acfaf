package org.pxebootstack.vmwatcher.configuration;

import com.samskivert.mustache.Mustache;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the templates of dnsmasq.conf and nginx.conf. Pure. */
final class ConfigurationTemplate {
  private static final Mustache.Compiler MUSTACHE = Mustache.compiler().escapeHTML(false);

  private ConfigurationTemplate() {}

  static String render(
      String template, StackSettings settings, ServingNetwork serving, String proxyKey) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("interface", serving.interfaceName());
    values.put("provisionerIp", settings.provisionerIp().getHostAddress());
    values.put("netmask", serving.network().netmask());
    values.put("rangeStart", settings.rangeStart().getHostAddress());
    values.put("rangeEnd", settings.rangeEnd().getHostAddress());
    values.put("rangeV6", rangeV6(settings.rangeV6Start(), settings.rangeV6End()));
    values.put("domain", settings.domain());
    values.put("proxyKey", proxyKey);
    values.put("stateDir", settings.directories().state());
    values.put("imagesDir", settings.directories().images());
    return MUSTACHE.compile(template).execute(values);
  }

  private static @Nullable Map<String, String> rangeV6(
      @Nullable InetAddress start, @Nullable InetAddress end) {
    return start == null || end == null
        ? null
        : Map.of("start", start.getHostAddress(), "end", end.getHostAddress());
  }
}
