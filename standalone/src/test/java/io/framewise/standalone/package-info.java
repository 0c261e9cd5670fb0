/**
 * The command and the files that it shares with the containers. Entry: {@code SharedSettingsTest}.
 */
package io.framewise.standalone;
