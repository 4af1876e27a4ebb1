import Dispatch
import Foundation
import Web

extension Command {
    /// `dixit serve`
    static let serve: Command = Command(
        name: "serve",
        summary: "Show the ledger in a browser",
        explanation: """
            Prints the address to open, and serves until Ctrl-C. It listens on this machine alone. The address holds a token (DIXIT_TOKEN, of \
            16 characters at least, or one made anew), without which nothing is shown or changed: other users of this machine can reach it too.

            A ledger that is not there is not made, since it may be there under another name; --new makes an empty one, to which articles can be \
            added in the browser.

            --listen lets others come. What is sent is not encrypted: use it in a network that you trust, or through a tunnel (ssh -L).
            """,
        examples: [
            "dixit serve", "dixit serve --ledger news.sqlite --port 8000", "dixit serve --new --ledger mine.sqlite",
            "dixit serve --listen 192.168.1.5",
        ],
        options: [
            LedgerOption.ledger, ServeOption.new, ServeOption.port, ServeOption.listen, LedgerOption.by, ReadOption.model,
            ReadOption.quiet,
        ],
        run: { given in
            Interruption.hold()
            var serving = Serving(ledger: try ServeOption.ledger(given))
            serving.fillsVectors = true
            serving.port = given.number(ServeOption.port) ?? ServeOption.defaultPort
            serving.address = given.text(ServeOption.listen) ?? serving.address
            serving.user = given.text(LedgerOption.by) ?? serving.user
            let model = given.text(ReadOption.model)
            serving.model = { try ModelLocation.find(named: model) }
            serving.token = try ServeOption.token()
            let server = try WebServer(serving)
            try OutputFile.standard.write(Array((server.address + "\n").utf8))
            if serving.isElsewhere, !given.has(ReadOption.quiet) {
                FileHandle.standardError.write(
                    Data(
                        "dixit serve: others can come, with the token that stands in this address; nothing is encrypted\n".utf8
                    ))
            }
            return wait(for: server)
        })

    /// Serves until somebody wants it to end.
    private static func wait(for server: WebServer) -> ExitCode {
        let ended = DispatchSemaphore(value: 0)
        Interruption.watch { _ in ended.signal() }
        ended.wait()
        server.stop()
        return .success
    }
}

/// The options that `dixit serve` alone has.
private enum ServeOption {
    static let defaultPort = 3494
    static let port = Option("port", "p", .number("PORT", 0...65_535), help: "The port; 0 for one that is free (\(defaultPort))")
    static let listen = Option(
        "listen", nil, .text("ADDRESS"), help: "Where to listen, in numbers (127.0.0.1)")

    static let new = Option("new", nil, help: "Make an empty ledger where there is none")

    /// The ledger's file, which is there, or may be made.
    static func ledger(_ given: Given) throws -> String {
        guard !given.has(new) else { return try LedgerLocation.findOrMake(named: given.text(LedgerOption.ledger)) }
        let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandError(
                description: "\(path): there is no such ledger; dixit add makes one of articles, dixit serve --new an empty one")
        }
        return path
    }

    /// The token that the environment gives.
    static func token() throws -> String? {
        guard let token = ProcessInfo.processInfo.environment["DIXIT_TOKEN"], !token.isEmpty else { return nil }
        let isPlain = token.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
        guard token.utf8.count >= 16, isPlain else {
            throw CommandError(
                description:
                    "DIXIT_TOKEN is to be 16 letters and digits or more, without other characters; leave it out to have one made")
        }
        return token
    }
}
