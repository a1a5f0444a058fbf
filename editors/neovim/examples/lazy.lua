-- For lazy.nvim: put this file into ~/.config/nvim/lua/plugins/ and change the path of your clone.
return {
  dir = '/path/to/integrations-ls',
  name = 'integrations-ls',
  lazy = false,
  config = function(plugin)
    vim.opt.runtimepath:append(plugin.dir .. '/editors/neovim')
    vim.cmd.runtime('plugin/integrations_ls.lua')
    -- Fields of a client configuration, all of them optional.
    require('integrations_ls').setup({
      settings = { integrationsLs = { repository = { kind = 'auto' } } },
    })
  end,
}
