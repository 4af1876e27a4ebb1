import CCurl
import Glibc

/// One request and what has come back of it so far, while libcurl is at it.
///
/// A class, because libcurl's functions are given a pointer to it. It is used by one thread: libcurl calls back from inside `curl_easy_perform`.
final class Exchange {
    /// Why the exchange was broken off by us.
    enum Stop {
        case headTooLong
        case packedOverAndOver
        /// Longer than so many bytes, received or unpacked.
        case tooLong(Int)
        case cancelled
    }

    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    private(set) var stop: Stop?
    /// An address that no connection was made to, and what it is reserved for. Of several that a name has, another one may have been allowed.
    private(set) var closed: (address: NetworkAddress, name: String)?
    private var headBytes = 0
    private let limits: FetchLimits
    private let reach: Reach
    private let cancellation: Cancellation
    private let mayCut: Bool

    /// - Parameter mayCut: whether the beginning of a body that is too long is wanted.
    init(_ limits: FetchLimits, _ reach: Reach, _ cancellation: Cancellation, mayCut: Bool) {
        self.limits = limits
        self.reach = reach
        self.cancellation = cancellation
        self.mayCut = mayCut
    }

    /// The exchange behind the pointer that libcurl hands back.
    static func at(_ pointer: UnsafeMutableRawPointer?) -> Exchange? {
        pointer.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes a line of the head; false where that is enough.
    func take(head line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        guard headBytes <= limits.head else { return end(.headTooLong) }
        head.take(Array(line))
        // What says itself that it is too long need not be waited for.
        if !mayCut, let length = head.length, length > longest { return end(.tooLong(longest)) }
        // Several packings, one around the other, multiply what a bomb unpacks to, unseen until the last one.
        return head.packings < 2 || end(.packedOverAndOver)
    }

    /// Takes a piece of the body, unpacked; false where that is enough. Of a body that is too long the beginning is kept.
    func take(body piece: UnsafeRawBufferPointer) -> Bool {
        let room = longest - body.count
        body.append(contentsOf: piece.prefix(room))
        return piece.count <= room || end(.tooLong(longest))
    }

    /// Looks at how much was received, packed as it is; false where that is enough.
    func goesOn(received: Int) -> Bool {
        if cancellation.isCancelled { return end(.cancelled) }
        return received <= longest || end(.tooLong(longest))
    }

    /// A socket to an address, unless it leads where no page is asked for.
    ///
    /// This is the address that the connection is made to, whatever its name has been resolved to before.
    func socket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let bytes = UnsafeRawBufferPointer(start: ccurl_address(address), count: Int(address.pointee.addrlen))
        guard let peer = NetworkAddress(socket: bytes) else { return -1 }
        if let name = reach.reservation(peer) {
            closed = (peer, name)
            return -1
        }
        let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return Glibc.socket(address.pointee.family, type, address.pointee.protocol)
    }

    private var longest: Int {
        MediaType(head["content-type"]).name == "application/pdf" ? limits.document : limits.page
    }

    private func end(_ reason: Stop) -> Bool {
        stop = stop ?? reason
        return false
    }
}
