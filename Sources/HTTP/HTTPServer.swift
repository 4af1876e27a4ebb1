import CMicrohttpd
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Takes requests and sends responses, by GNU libmicrohttpd.
///
/// One thread moves bytes; a request that has come in whole goes to a worker, and its connection rests meanwhile, so that neither a slow
/// client nor a slow answer holds up others. What is not well formed, too large, too slow, not for this server or from another site is refused
/// before a worker sees it.
package final class HTTPServer: Sendable {
    /// What is stated of requests.
    package struct Limits: Sendable {
        /// Connections at once.
        package var connections = 512
        /// Seconds for sending a request, and for taking its response.
        package var seconds = 20.0
        /// Seconds that an open connection may be silent.
        package var idleSeconds: UInt32 = 15
        /// Bytes of the first line and the headers.
        package var head = 32 << 10
        /// Bytes of a form.
        package var form = 16 << 20
        /// Bytes of all forms at once.
        package var forms = 64 << 20
        /// Bytes of all long responses at once that wait to be taken.
        package var answers = 128 << 20
        /// Seconds for which requests that were taken are still answered when the server ends.
        package var ending = 2.0

        package init() {}
    }

    private let policy: AccessPolicy
    private let limits: Limits
    private let pool: WorkerPool
    /// Answers what changes something: it may wait for another program, and pages do not wait with it.
    private let writers: WorkerPool
    /// Answers what is known to have long answers, which take long to make: others do not wait behind them.
    private let readersOfMuch: WorkerPool
    private let sizes = LongAnswers()
    private let watch: ConnectionWatch
    private let reserved = Mutex(0)
    private let answering = Mutex(0)
    private let daemon = Mutex<Daemon?>(nil)

    /// The library's handle; `@unchecked Sendable`, because the library's functions for a daemon may be called from any thread.
    private struct Daemon: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// - Parameters:
    ///   - policy: who is let in.
    ///   - threads: how many requests are answered at once.
    ///   - worker: makes, in each of these threads, what answers the requests that come to it.
    package init(
        policy: AccessPolicy, limits: Limits = Limits(), threads: Int, worker: @escaping @Sendable () -> (Request) -> Response
    ) {
        self.policy = policy
        self.limits = limits
        pool = WorkerPool(threads: threads, worker: worker)
        writers = WorkerPool(threads: 2, worker: worker)
        readersOfMuch = WorkerPool(threads: 2, worker: worker)
        watch = ConnectionWatch(seconds: limits.seconds, crowd: limits.connections * 3 / 4)
    }

    /// Begins to answer on a socket, until `stop`.
    package func start(on socket: ListeningSocket) throws(ListeningError) {
        signal(SIGPIPE, SIG_IGN)
        cmicrohttpd_keep_memory()
        // Stays alive until `stop` has ended the library's thread.
        let me = Unmanaged.passRetained(self).toOpaque()
        guard
            let pointer = cmicrohttpd_start(
                socket.descriptor, UInt32(limits.connections), limits.idleSeconds, limits.head, HTTPServer.answer,
                HTTPServer.begin,
                HTTPServer.end, HTTPServer.connection, me)
        else {
            Unmanaged<HTTPServer>.fromOpaque(me).release()
            throw ListeningError("the HTTP server could not be started; see that files can be opened (ulimit -n)")
        }
        daemon.withLock { $0 = Daemon(pointer: pointer) }
    }

    /// Takes no more connections, answers what has come in whole, and ends; what takes longer than `ending` is given up.
    package func stop() {
        let taken = daemon.withLock { daemon in
            defer { daemon = nil }
            return daemon
        }
        guard let taken else { return }
        let listening = MHD_quiesce_daemon(taken.pointer)
        if listening >= 0 { close(listening) }
        let (pools, moment) = ([pool, writers, readersOfMuch], DispatchTime.now() + limits.ending)
        for pool in pools { pool.close() }
        let isDone = pools.allSatisfy { $0.end(until: moment) }
        watch.rest(atMost: isDone ? 3 : 0)
        // The library cannot be ended while a worker has one of its connections: the process is about to end, and takes it along.
        guard isDone else { return }
        MHD_stop_daemon(taken.pointer)
        Unmanaged.passUnretained(self).release()
    }

    // MARK: What the library calls

    private static func server(_ context: UnsafeMutableRawPointer?) -> HTTPServer? {
        context.map { Unmanaged<HTTPServer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func exchange(_ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> Exchange? {
        slot?.pointee.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let begin:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
            _, target, _ in
            // Bytes that are no UTF-8 become U+FFFD, which no target holds unencoded.
            Unmanaged.passRetained(Exchange(target: target.map { String(cString: $0) } ?? "")).toOpaque()
        }

    private static let end: MHD_RequestCompletedCallback = { context, connection, slot, _ in
        guard let pointer = slot?.pointee else { return }
        slot?.pointee = nil
        let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
        let server = HTTPServer.server(context)
        server?.giveBack(exchange)
        if let connection { server?.watch.awaiting(UInt(bitPattern: connection)) }
    }

    private static let connection: MHD_NotifyConnectionCallback = { context, connection, _, event in
        guard let connection, let server = HTTPServer.server(context) else { return }
        let key = UInt(bitPattern: connection)
        if event == .CONNECTION_NOTIFY_STARTED {
            server.watch.open(key, socket: cmicrohttpd_socket(connection))
        } else {
            server.watch.close(key)
        }
    }

    private static let answer: MHD_AccessHandlerCallback = { context, connection, _, method, _, data, size, slot in
        guard let server = HTTPServer.server(context), let exchange = HTTPServer.exchange(slot), let connection, let size else {
            return .NO
        }
        switch exchange.stage {
        case .begun:
            let head = RequestHead(connection, method: method.map { String(cString: $0) } ?? "", target: exchange.target)
            if let refusal = server.admit(head, exchange, connection) { return server.send(refusal, connection) }
        case .receiving(let head, let session, let reader):
            guard size.pointee == 0 else {
                reader?.feed(data, size.pointee)
                size.pointee = 0
                return .YES
            }
            if let refusal = server.submit(head, session, reader, exchange, connection) {
                return server.send(refusal, connection)
            }
        case .atWork: return .NO
        case .answered(let response):
            exchange.stage = .sent
            return server.send(response, connection)
        case .sent: return .YES
        }
        return .YES
    }

    // MARK: Steps of a request

    /// Lets a request go on, or says why not.
    private func admit(_ head: RequestHead, _ exchange: Exchange, _ connection: OpaquePointer) -> Response? {
        let session: Session?
        switch policy.verdict(on: head) {
        case .refused(let response): return response
        case .admitted(let visitor): session = visitor
        }
        guard head.method == "POST" else {
            exchange.stage = .receiving(head, session, nil)
            return nil
        }
        guard let length = head.length, length >= 0 else { return .plain(411, "The form's length is not given.") }
        guard length <= limits.form else {
            return .plain(413, "This is longer than \(limits.form >> 20) MiB; send less at once.")
        }
        let isThereRoom = reserved.withLock { reserved in
            guard reserved + length <= limits.forms else { return false }
            reserved += length
            return true
        }
        guard isThereRoom else { return .plain(503, "Too much is being sent at once; try again in a moment.") }
        exchange.reserved = length
        guard let reader = FormReader(connection, limit: length) else { return .plain(415, "This is no form.") }
        exchange.stage = .receiving(head, session, reader)
        return nil
    }

    /// Hands a request that has come in whole to a worker, or says why not.
    private func submit(
        _ head: RequestHead, _ session: Session?, _ reader: FormReader?, _ exchange: Exchange, _ connection: OpaquePointer
    ) -> Response? {
        guard let target = head.target else { return .plain(400, "This is no address of a page.") }
        var method = Request.Method.read
        if let reader {
            guard let form = reader.form() else { return .plain(400, "This form is not well formed, or not in UTF-8.") }
            guard let token = form.value("form"), policy.formToken.isKnown(to: token) else {
                return .plain(
                    403,
                    "This page was made before the server was started; go back, load it anew and do it again: nothing was changed."
                )
            }
            method = .write(form)
        }
        let isWriting = reader != nil
        let request = Request(method: method, target: target, session: session, cookies: head.cookies)
        let asked = target.path + target.query.map { "&\($0.name)=\($0.value)" }.joined()
        exchange.stage = .atWork
        let key = UInt(bitPattern: connection)
        watch.received(key)
        MHD_suspend_connection(connection)
        let refuse: @Sendable (StaticString) -> Void = { sentence in
            exchange.stage = .answered(.plain(503, sentence.description))
            MHD_resume_connection(OpaquePointer(bitPattern: key))
        }
        let make: WorkerPool.Job = { [self] answer in
            // What there is no room for is not made to be thrown away.
            guard isThereRoom(for: sizes.known(of: asked)) else { return refuse(HTTPServer.tooMuch) }
            let response = answer(request)
            if !isWriting { sizes.note(response.count, of: asked) }
            exchange.stage = .answered(affordable(response, exchange))
            MHD_resume_connection(OpaquePointer(bitPattern: key))
        }
        let isTaken = (isWriting ? writers : pool).submit { [self] answer in
            // Known by now, of many that came at once.
            guard !isWriting, sizes.known(of: asked) > 0 else { return make(answer) }
            if !readersOfMuch.submit(make) { refuse(HTTPServer.tooMuch) }
        }
        if !isTaken { refuse(HTTPServer.tooMuch) }
        return nil
    }

    private static let tooMuch: StaticString = "Too much is asked at once; try again in a moment."

    private func isThereRoom(for size: Int) -> Bool { answering.withLock { $0 == 0 || $0 + size <= limits.answers } }

    /// A response that there is room for until it is taken, in memory or, where it is long, in a file; else one that says that there is none.
    private func affordable(_ response: Response, _ exchange: Exchange) -> Response {
        let size = response.count
        guard size > HTTPServer.short else { return response }
        let isThereRoom = answering.withLock { answering in
            guard answering + size <= limits.answers else { return false }
            answering += size
            return true
        }
        guard isThereRoom else { return .plain(503, "Too much is being sent at once; try again in a moment.") }
        exchange.answering = size
        return response.filed
    }

    /// Bytes of a response that count for nothing.
    private static let short = 64 << 10

    private func send(_ response: Response, _ connection: OpaquePointer) -> MHD_Result {
        guard let made = HTTPServer.made(of: response) else { return .NO }
        defer { MHD_destroy_response(made) }
        for (name, value) in Response.standing { HTTPServer.add(name, value.description, to: made) }
        HTTPServer.add("Content-Type", response.type.description, to: made)
        HTTPServer.add(
            "Cache-Control", response.isLasting ? "public, max-age=31536000, immutable" : "no-cache, private", to: made)
        for (name, value) in response.headers { HTTPServer.add(name, value, to: made) }
        watch.answering(UInt(bitPattern: connection), bytes: response.file?.count ?? 0)
        return MHD_queue_response(connection, UInt32(response.status), made)
    }

    /// The library's response; a file goes with it.
    private static func made(of response: Response) -> OpaquePointer? {
        if let file = response.file {
            let copy = dup(file.descriptor)
            guard copy >= 0 else { return nil }
            if let made = MHD_create_response_from_fd64(UInt64(file.count), copy) { return made }
            close(copy)
            return nil
        }
        // The library frees this copy, and the body itself is let go when this returns.
        guard let copy = malloc(max(1, response.body.count)) else { return nil }
        response.body.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
        }
        if let made = MHD_create_response_from_buffer(response.body.count, copy, .RESPMEM_MUST_FREE) { return made }
        free(copy)
        return nil
    }

    private static func add(_ name: StaticString, _ value: String, to response: OpaquePointer) {
        name.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { _ = MHD_add_response_header(response, $0.baseAddress, value) }
        }
    }

    /// Gives back what was reserved for an exchange.
    private func giveBack(_ exchange: Exchange) {
        reserved.withLock { $0 -= exchange.reserved }
        exchange.reserved = 0
        answering.withLock { $0 -= exchange.answering }
        exchange.answering = 0
    }
}
