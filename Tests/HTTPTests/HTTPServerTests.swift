import Foundation
import Synchronization
import Testing

@testable import HTTP

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The server over a real socket, with an answer of the test's own.
@Suite struct HTTPServerTests {
    /// Serves until `body` is done.
    private func serve(
        threads: Int = 2, _ answer: @escaping @Sendable (Request) -> Response, _ body: (Int, String) async throws -> Void
    ) async throws {
        let socket = try ListeningSocket(address: "127.0.0.1", port: 0)
        let policy = AccessPolicy(address: "127.0.0.1", port: socket.port, names: [], token: Secret("abcdefghijklmnop"))
        let server = HTTPServer(policy: policy, threads: threads) { { answer($0) } }
        try server.start(on: socket)
        defer { server.stop() }
        try await body(socket.port, policy.formToken.text)
    }

    private func ask(_ port: Int, _ target: String, form: String? = nil) async throws -> (status: Int, body: String) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(target)")))
        request.setValue("Bearer abcdefghijklmnop", forHTTPHeaderField: "Authorization")
        if let form {
            request.httpMethod = "POST"
            request.httpBody = Data(form.utf8)
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    @Test func aRequestIsAnsweredByAWorker() async throws {
        try await serve({ .plain(200, $0.target.segments.joined(separator: "+") + ($0.value("by") ?? "")) }) { port, _ in
            let answer = try await ask(port, "/report/12?by=mara%20lind")
            #expect(answer.status == 200 && answer.body == "report+12mara lind\n")
        }
    }

    @Test func aFormComesWholeWithTheServersToken() async throws {
        let answer: @Sendable (Request) -> Response = { request in
            guard case .write(let form) = request.method else { return .plain(400, "no form") }
            return .plain(200, form.value("text") ?? "")
        }
        try await serve(answer) { port, token in
            let taken = try await ask(port, "/report", form: "text=a%26b%20%C3%BC&form=\(token)")
            let forged = try await ask(port, "/report", form: "text=a&form=guessed")
            let broken = try await ask(port, "/report", form: "text=%FF&form=\(token)")
            #expect(taken.body == "a&b ü\n" && forged.status == 403 && broken.status == 400)
        }
    }

    @Test func manyRequestsAreEachAnsweredOnce() async throws {
        let answered = Atomic(0)
        try await serve({ request in
            answered.add(1, ordering: .relaxed)
            return .plain(200, request.target.segments[0])
        }) { port, _ in
            for number in 0..<50 {
                let answer = try await ask(port, "/\(number)")
                #expect(answer.body == "\(number)\n")
            }
        }
        #expect(answered.load(ordering: .relaxed) == 50)
    }

    @Test func aPortInUseAndAnAddressThatIsNoneAreTold() throws {
        let socket = try ListeningSocket(address: "127.0.0.1", port: 0)
        #expect(throws: ListeningError.self) { try ListeningSocket(address: "127.0.0.1", port: socket.port) }
        #expect(throws: ListeningError.self) { try ListeningSocket(address: "somewhere", port: 0) }
        close(socket.descriptor)
    }
}
