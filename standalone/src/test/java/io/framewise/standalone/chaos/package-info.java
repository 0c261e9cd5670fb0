/**
 * What is promised under kills, outages and poison, against real brokers, a real registry and the
 * streams app in processes of their own.
 */
package io.framewise.standalone.chaos;
