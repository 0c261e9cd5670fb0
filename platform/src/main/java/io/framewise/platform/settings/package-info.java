/**
 * Settings: files, environment and flags bound to validated records.
 *
 * <p>A record's {@link io.framewise.platform.settings.Setting} is the only source of a default; an
 * unknown key is an error that names the nearest known one. Start at {@link
 * io.framewise.platform.settings.SettingsSource}.
 */
package io.framewise.platform.settings;
