import Dispatch
import Foundation
import HTTP
import Ledger
import Library
import SQLite

/// Serves a ledger to browsers.
///
///     let server = try WebServer(Serving(ledger: "news.sqlite"))
///     print(server.address)
///     server.stop()
///
/// It listens on the loopback alone, unless it is told to listen elsewhere. Visitors need a token, which `address` holds: other users of this machine
/// reach the loopback too.
public final class WebServer: Sendable {
    private let server: HTTPServer
    private let socket: ListeningSocket
    private let settings: Serving
    private let token: Secret
    private let intake: Intake
    private let filling: IdleFilling?

    /// Begins to answer.
    ///
    /// - Throws: an error with a sentence, where it cannot listen there; `DatabaseError`, where the ledger cannot be opened.
    public init(_ settings: Serving) throws {
        // A ledger that is missing or of an earlier version is made or brought forward; one that cannot be written to is only read.
        do { _ = try Ledger(at: settings.ledger, for: .adding) } catch let error as DatabaseError where error.kind == .readOnly {
            _ = try Ledger(at: settings.ledger, for: .reading)
        }
        let identity = FileState.identity(settings.ledger)
        self.settings = settings
        token = settings.token.map { Secret($0) } ?? .made()
        socket = try ListeningSocket(address: settings.address, port: settings.port)
        let policy = AccessPolicy(address: settings.address, port: socket.port, names: WebServer.names, token: token)
        let model = settings.model
        intake = Intake(ledger: settings.ledger, check: { try SharedState.check(settings.ledger, identity) }) {
            try ArticleReader(modelAt: model())
        }
        let meaning = MeaningEncoder(path: model)
        let filling = settings.fillsVectors ? IdleFilling(ledger: settings.ledger, encoder: meaning) : nil
        self.filling = filling
        let site = Site(
            SharedState(
                formToken: policy.formToken, user: settings.user, path: settings.ledger, identity: identity, intake: intake,
                meaning: meaning, filling: filling))
        server = HTTPServer(
            policy: policy, limits: settings.limits, threads: max(4, ProcessInfo.processInfo.activeProcessorCount)
        ) {
            let worker = WorkerLedger(at: settings.ledger)
            return { site.answer($0, worker) }
        }
        try server.start(on: socket)
    }

    /// What a browser opens first; it holds the token.
    public var address: String {
        let shown =
            settings.address == "0.0.0.0" || settings.address == "::" ? WebServer.names.first ?? "localhost" : settings.address
        let host = shown.contains(":") ? "[\(shown)]" : shown
        return "http://\(host):\(socket.port)/?token=\(token.text)"
    }

    /// The port that it listens on.
    public var port: Int { socket.port }

    /// Answers what was asked for already, as far as that takes no longer than some seconds, and ends.
    public func stop() {
        intake.stopSoon()
        server.stop()
        filling?.stop()
        intake.stop()
    }

    /// What this machine is called by others.
    private static var names: [String] {
        let name = ProcessInfo.processInfo.hostName
        return name.isEmpty ? [] : [name, name + ".local"]
    }
}

/// What is served, and where.
public struct Serving: Sendable {
    /// The ledger's file.
    public var ledger: String
    /// Where to listen: an address in numbers.
    public var address = "127.0.0.1"
    /// The port; 0 for one that is free.
    public var port = 0
    /// What visitors must know; nil makes one.
    public var token: String?
    /// Whose computer it is: who judges, unless visitors name themselves.
    public var user = NSUserName()
    /// Finds the model file that articles added from a page are read with; asked when there is one for the first time.
    public var model: @Sendable () throws -> String = { throw ServingError(description: "no model was named to read with") }
    /// Whether vectors that are missing are made while nobody asks for anything.
    public var fillsVectors = false
    var limits = HTTPServer.Limits()

    /// Serving a ledger on the loopback, at a free port.
    public init(ledger: String) { self.ledger = ledger }

    /// Whether others than this machine's own programs may come.
    public var isElsewhere: Bool { address != "::1" && !address.hasPrefix("127.") }
}

/// Why something cannot be done for visitors. The description is one sentence.
public struct ServingError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String
}
