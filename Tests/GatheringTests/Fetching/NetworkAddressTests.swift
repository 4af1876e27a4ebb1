import Testing

@testable import Gathering

struct NetworkAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.3.4", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.9",
        "198.18.0.1", "198.19.255.255", "192.88.99.1", "168.63.129.16",
        "::1", "::", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "3fff::1",
        "4000::1",
        "100::1", "::7f00:1",
        // Version 4 inside version 6: mapped, NAT64 (also its local prefix), 6to4.
        "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::5db8:d822",
        "2002:7f00:1::1", "2002:a9fe:a9fe::1", "2002:c0a8:101::",
    ])
    func whatIsNotInThePublicInternetIsReserved(address: String) throws {
        #expect(try #require(NetworkAddress(address)).reservation != nil)
    }

    @Test(arguments: [
        "93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.0", "169.253.0.1", "11.0.0.1",
        "223.255.255.255", "192.167.1.1", "198.17.0.1", "198.20.0.1", "2606:2800:220:1::1", "2a00:1450:4001::200e",
        "::ffff:93.184.216.34",
        "64:ff9b::5db8:d822", "2002:5db8:d822::1",
    ])
    func whatIsInItIsNot(address: String) throws { #expect(try #require(NetworkAddress(address)).reservation == nil) }

    @Test(arguments: ["", "velm.example", "127.0.0.1.", "1.2.3", "0x7f000001", "[::1", "1.2.3.4.5", "127.0.0.1\u{0}"])
    func whatIsNoAddressIsNone(text: String) { #expect(NetworkAddress(text) == nil) }

    @Test func bracketsAreLeftOutAndAddressesWrittenShort() {
        #expect(NetworkAddress("[2001:db8:0:0::7]")?.description == "2001:db8::7")
        #expect(NetworkAddress("10.0.0.255")?.description == "10.0.0.255")
    }
}
