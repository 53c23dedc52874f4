//! Why a preview could not begin, or ended by itself.

use std::io;
use std::net::{IpAddr, SocketAddr};

use crate::foundation::diagnostic::Text;
use crate::io::disk::DiskError;
use crate::say;

/// Why a preview could not begin, or ended by itself.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum ServeError {
    /// The publication cannot be opened.
    Disk(#[from] DiskError),
    /// The address can be reached from other machines.
    NotLoopback { host: IpAddr },
    /// Another program has the port.
    PortTaken { address: SocketAddr },
    /// The system refuses the address for another reason.
    Bind {
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system gives no threads or sockets.
    Start(#[from] io::Error),
    /// The thread that follows the files is gone.
    Stopped,
}

impl ServeError {
    /// Returns what is wrong.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Disk(error) => error.text(),
            Self::NotLoopback { host } => {
                say!(
                    "预览只给本机看，不能用 {host}"
                        | "the preview is for this machine alone; {host} can be reached from others"
                )
            }
            Self::PortTaken { address } => {
                say!("端口 {} 已被占用" | "port {} is taken", address.port())
            }
            Self::Bind { address, source } => {
                say!("不能使用 {address}：{source}" | "cannot use {address}: {source}")
            }
            Self::Start(source) => {
                say!("预览启动不了：{source}" | "the preview cannot start: {source}")
            }
            Self::Stopped => say!(
                "预览因程序出错而中断" | "the preview was cut short by a defect of the program"
            ),
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Text> {
        match self {
            Self::NotLoopback { .. } => Some(say!(
                "去掉 --host，或写 127.0.0.1、::1；要给别人看，请用 casebook build 生成后放到网站上"
                    | "leave out --host, or write 127.0.0.1 or ::1; to show it to others, publish \
                       what `casebook build` writes"
            )),
            Self::PortTaken { address } => {
                let next = address.port().checked_add(1).unwrap_or(4400);
                Some(say!(
                    "也许另一个预览还开着；也可以换一个端口：--port {next}"
                        | "another preview may still be running; or choose another \
                           port: --port {next}"
                ))
            }
            Self::Bind { .. } => Some(say!(
                "换一个端口，例如 --port 4400" | "choose another port, for instance --port 4400"
            )),
            Self::Stopped => Some(say!("请重新运行 casebook serve" | "run `casebook serve` again")),
            Self::Disk(_) | Self::Start(_) => None,
        }
    }
}
