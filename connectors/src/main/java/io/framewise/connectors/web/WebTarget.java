package io.framewise.connectors.web;

import io.framewise.contract.Secret;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What is asked of a camera that speaks HTTP.
 *
 * @param address where it is; secret, since a password may stand behind the question mark
 * @param user who logs in where it is asked for; empty for nobody
 * @param password their password
 * @param rule where may be connected to
 * @param every how often single pictures are asked for; zero for as often as they are wanted
 */
public record WebTarget(
    Secret address, String user, Secret password, AddressRule rule, Duration every) {

  /** Writes it as {@link #read} reads it. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(address.reveal());
    out.writeUTF(user);
    out.writeUTF(password.reveal());
    out.writeBoolean(rule.privateAddresses());
    out.writeBoolean(rule.followRedirects());
    out.writeLong(every.toMillis());
  }

  /** Reads what {@link #write} wrote. */
  public static WebTarget read(DataInput in) throws IOException {
    return new WebTarget(
        Secret.of(in.readUTF()),
        in.readUTF(),
        Secret.of(in.readUTF()),
        new AddressRule(in.readBoolean(), in.readBoolean()),
        Duration.ofMillis(in.readLong()));
  }
}
