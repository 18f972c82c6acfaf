package org.pxebootstack.vmwatcher.configuration;

import com.samskivert.mustache.Mustache;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.ClientArchitecture;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

/** Fills the templates of dnsmasq.conf, nginx.conf and iPXE's first scripts. Pure. */
final class ConfigurationTemplate {
  private static final Mustache.Compiler MUSTACHE = Mustache.compiler().escapeHTML(false);

  private ConfigurationTemplate() {}

  static String render(
      String template, StackSettings settings, ServingNetwork serving, String proxyKey) {
    String provisioner = IpNetwork.text(settings.provisionerIp());
    URI base = URI.create("http://" + provisioner);
    List<Map<String, Object>> architectures =
        Arrays.stream(ClientArchitecture.values()).map(each -> architecture(each, base)).toList();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("interface", serving.card().name());
    values.put("provisionerIp", provisioner);
    values.put("netmask", serving.network().netmask());
    values.put("server", settings.mode() == DhcpMode.SERVER);
    values.put("proxy", settings.mode() == DhcpMode.PROXY);
    values.put("dhcp", settings.mode() != DhcpMode.NONE);
    values.put("range", ends(settings.range()));
    values.put("rangeV6", rangeV6(settings.rangeV6(), serving.networkV6()));
    values.put("domain", settings.domain());
    values.put("architectures", architectures);
    values.put(
        "bootable", architectures.stream().filter(each -> each.containsKey("bootFile")).toList());
    values.put("ipxeScript", ClientArchitecture.IPXE_SCRIPT);
    values.put("proxyKey", proxyKey);
    values.put("stateDir", settings.directories().state());
    values.put("imagesDir", settings.directories().images());
    return MUSTACHE.compile(template).execute(values);
  }

  private static Map<String, Object> architecture(ClientArchitecture architecture, URI base) {
    Map<String, Object> values = new HashMap<>();
    values.put("tag", architecture.tag());
    values.put("code", architecture.code());
    values.put("codeV6", "%02x:%02x".formatted(architecture.code() >> 8, architecture.code()));
    values.put("http", architecture.isHttp());
    architecture.bootFile(base).ifPresent(file -> values.put("bootFile", file));
    architecture.signedBootFile(base).ifPresent(file -> values.put("signedFile", file));
    return values;
  }

  private static @Nullable Map<String, Object> ends(@Nullable AddressRange range) {
    return range == null
        ? null
        : Map.of(
            "start", IpNetwork.text(range.start()),
            "end", IpNetwork.text(range.end()));
  }

  private static @Nullable Map<String, Object> rangeV6(
      @Nullable AddressRange range, @Nullable IpNetwork network) {
    Map<String, Object> ends = ends(range);
    if (ends == null || network == null) {
      return null;
    }
    Map<String, Object> values = new HashMap<>(ends);
    values.put("prefixLength", network.prefixLength());
    values.put("ownAddress", IpNetwork.text(network.address()));
    return values;
  }
}
